// Backs one device up and prints what changed: node backup.ts DEVICE
import { openClient } from '@netraven/client';

const [device] = process.argv.slice(2);
if (device === undefined) throw new Error('usage: backup.ts DEVICE');

const { NATS_URL = 'nats://127.0.0.1:4222', NATS_USER, NATS_PASSWORD } = process.env;
await using netraven = await openClient({
  nats: { url: NATS_URL, user: NATS_USER, password: NATS_PASSWORD },
});

const job = await netraven.submit({ devices: [device], lane: 'urgent', requestedBy: 'typescript example' });
const result = await netraven.wait(job);
if (result?.job.status !== 'COMPLETED_SUCCESS') {
  throw new Error(`job ${job} ended as ${result?.job.status}: ${JSON.stringify(result?.tasks)}`);
}
process.stdout.write((await netraven.call('config.diff', { device })).diff);
