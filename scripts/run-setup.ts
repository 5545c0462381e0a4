import { findNatsServer } from '@netraven/cli/embedded';

/** Fetches what `netraven up` would fetch at its first start. */
export async function runSetup(): Promise<number> {
  try {
    const server = await findNatsServer({ onProgress: (text) => console.error(`netraven: ${text}`) });
    console.log(`nats-server ${server.version} at ${server.path} (${server.source})`);
    console.log('Ready. Try "npm run demo", or start your own instance: npx netraven up');
    return 0;
  } catch (error) {
    console.error(describe(error));
    return 1;
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'hint' in error ? `netraven: ${error.message}\n          ${error.hint}` : String(error.stack);
}
