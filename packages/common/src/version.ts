import packageJson from '../package.json' with { type: 'json' };

/** Version of netraven; all its packages share it. */
export const version: string = packageJson.version;
