import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { NetravenError, Secret } from '@netraven/common';
import type { Terminal } from '../output/terminal.ts';

/**
 * Asks a person for a secret without showing what is typed.
 * @throws NETRAVEN_USAGE when the person gives up with Ctrl-C or Ctrl-D
 */
export async function askSecret({ stdin, stderr }: Terminal, question: string): Promise<Secret> {
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  stderr.write(question);
  const lines = createInterface({ input: stdin, output: hidden, terminal: true });
  try {
    return await new Promise<Secret>((resolve, reject) => {
      const giveUp = () => reject(new NetravenError('NETRAVEN_USAGE', 'nothing was typed'));
      lines.once('line', (line) => resolve(new Secret(line)));
      lines.once('SIGINT', giveUp);
      lines.once('close', giveUp);
    });
  } finally {
    lines.close();
    stderr.write('\n');
  }
}
