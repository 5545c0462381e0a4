import packageJson from '../package.json' with { type: 'json' };

/** Of the CLI, and of the instance it starts. */
export const version: string = packageJson.version;
