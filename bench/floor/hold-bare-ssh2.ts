import { Client } from 'ssh2';
import { holdSessions } from './hold-sessions.ts';
import type { ServedDevice } from './serve-devices.ts';

/** The floor of an open session: stock ssh2 with a shell, enabled, paging off. Arguments as of `hold-sessions.ts`. */
await holdSessions(openShell);

function openShell(device: ServedDevice): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const client = new Client();
    client.on('error', reject);
    client.on('ready', () => {
      client.shell({ term: 'vt100', cols: 511, rows: 1000 }, (error, shell) => {
        if (error) return reject(error);
        const lines = ['enable', device.enable, 'terminal length 0'];
        let tail = '';
        shell.on('data', (chunk: Buffer) => {
          tail = (tail + chunk.toString('latin1')).slice(-64);
          if (!/(>|#|Password: ?)$/.test(tail)) return;
          tail = '';
          const line = lines.shift();
          if (line !== undefined) shell.write(`${line}\n`);
          else resolve(async () => void client.end());
        });
      });
    });
    client.connect({ ...device, readyTimeout: 120_000 });
  });
}
