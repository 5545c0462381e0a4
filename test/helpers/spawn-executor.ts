import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../packages/executor/src/main.ts', import.meta.url));

/** An executor in a process of its own. */
export interface SpawnedExecutor extends AsyncDisposable {
  kill9(): Promise<void>;
}

/** @param config path of its netraven.yaml. @returns once it pulls tasks */
export async function spawnExecutor(config: string): Promise<SpawnedExecutor> {
  const child = spawn(process.execPath, [MAIN, '--config', config], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout);
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => line === 'ready' && resolve());
    exited.then(([code]) => reject(new Error(`the executor exited ${code}`)), reject);
  });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  return { kill9: () => end('SIGKILL'), [Symbol.asyncDispose]: () => end('SIGTERM') };
}
