import { readFile } from 'node:fs/promises';
import { defaultLimits } from '@netraven/common/config';
import { captureDevice } from '../../packages/executor/src/capture/capture-device.ts';

/** Only the session path of the executor: no queue, no redaction, no database. Arguments as of `bare-ssh2.ts`. */
const [file = '', sessions = '50'] = process.argv.slice(2);
const devices: {
  name: string;
  host: string;
  port: number;
  platform: string;
  username: string;
  password: string;
  enable: string;
}[] = JSON.parse(await readFile(file, 'utf8'));
const before = process.cpuUsage();
const queue = devices.values();
let files = 0;
await Promise.all(
  Array.from({ length: Number(sessions) }, async () => {
    for (const { username, password, enable, ...device } of queue) {
      const report = await captureDevice({
        device,
        credentials: [{ name: 'bench', username, secret: { password, enable } }],
        jumps: [],
        hostKey: { policy: 'trust-on-first-use', pinned: [] },
        algorithms: 'modern',
        limits: defaultLimits,
        signal: new AbortController().signal,
        mayWrite: () => true,
      });
      if (report.kind === 'failed') throw report.error;
      files++;
    }
  }),
);
const { user, system } = process.cpuUsage(before);
process.stdout.write(`${JSON.stringify({ cpuSeconds: (user + system) / 1e6, files })}\n`);
process.exit(0);
