import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'ssh2';
import type { ServedDevice } from './serve-devices.ts';

/**
 * The floor of a backup: stock ssh2 logs in, enables, switches paging off, reads version and configuration and writes a
 * file. No check, no redaction, no queue, no database. Prints CPU seconds and the number of files.
 * Arguments: a JSON file of devices, sessions at once.
 */
const [file = '', sessions = '50'] = process.argv.slice(2);
const devices: ServedDevice[] = JSON.parse(await readFile(file, 'utf8'));
const folder = await mkdtemp(join(tmpdir(), 'netraven-floor-'));
const before = process.cpuUsage();
const queue = devices.values();
let files = 0;
await Promise.all(
  Array.from({ length: Number(sessions) }, async () => {
    for (const device of queue) {
      await writeFile(join(folder, `${device.name}.cfg`), await readDevice(device));
      files++;
    }
  }),
);
const { user, system } = process.cpuUsage(before);
await rm(folder, { recursive: true });
process.stdout.write(`${JSON.stringify({ cpuSeconds: (user + system) / 1e6, files })}\n`);

function readDevice(device: ServedDevice): Promise<string> {
  return new Promise((resolve, reject) => {
    const client = new Client();
    client.on('error', reject);
    client.on('ready', () => {
      client.shell({ term: 'vt100', cols: 511, rows: 1000 }, (error, shell) => {
        if (error) return reject(error);
        const lines = [
          'enable',
          device.enable,
          'terminal length 0',
          'show version',
          'show running-config',
          'exit',
        ];
        let output = '';
        let tail = '';
        shell.on('data', (chunk: Buffer) => {
          output += chunk.toString('latin1');
          tail = (tail + chunk.toString('latin1')).slice(-64);
          if (!/(>|#|Password: ?)$/.test(tail)) return;
          tail = '';
          const line = lines.shift();
          if (line === 'show running-config') output = '';
          if (line === 'exit') {
            client.end();
            resolve(output);
          } else {
            shell.write(`${line}\n`);
          }
        });
      });
    });
    client.connect({ ...device, readyTimeout: 120_000 });
  });
}
