import { setTimeout as delay } from 'node:timers/promises';
import { streamNames } from '@netraven/common/jetstream';
import { seedDevices } from '../test/dispatcher/helpers/seed-devices.ts';
import { startTestSystem } from '../test/dispatcher/helpers/start-dispatcher.ts';

/**
 * Messages per second from a job request to its queued tasks, against a bare loop that publishes the same messages,
 * in the same process, on the same server. Arguments: number of devices, rounds; the best round of each counts.
 */
const DEVICES = Number(process.argv[2] ?? 10_000);
const ROUNDS = Number(process.argv[3] ?? 3);
/** As many as a dispatcher has in flight. */
const WINDOW = 400;
const POLL_MS = 20;

interface Cost {
  readonly wallMs: number;
  /** Of this process: dispatcher, client library and serialisation, without server and database. */
  readonly cpuMs: number;
}

const NEVER: Cost = { wallMs: Number.POSITIVE_INFINITY, cpuMs: Number.POSITIVE_INFINITY };

await using system = await startTestSystem();
const manager = await system.connection.jetstreamManager();
const client = system.connection.jetstream();
await seedDevices(system, DEVICES);
await system.query(
  `insert into credential (name, username, sealed, created_at)
   select 'c' || g, 'backup', jsonb_build_object('default', repeat('x', 700)), now() from generate_series(1, 2) as g`,
);

/** One dispatcher for all rounds, as in real life; it also counts what it costs when nothing is to be done. */
await using _dispatcher = await system.startDispatcher();

let [bare, job] = [NEVER, NEVER];
for (let round = 0; round < ROUNDS; round++) {
  const id = `job-${round}`;
  job = least(job, await measure(() => runJob(id)));
  const messages = await readMessages();
  await empty();
  bare = least(bare, await measure(() => publishAll(messages, id)));
  await empty();
}
console.log(`  ${DEVICES} devices, the best of ${ROUNDS} rounds        messages/s     CPU us/message`);
console.log(row('bare publish loop', bare));
console.log(row('job request to queued tasks', job));
console.log(
  `  rate: ${(bare.wallMs / job.wallMs).toFixed(2)} of the bare loop's; CPU: ${(job.cpuMs / bare.cpuMs).toFixed(2)} times its`,
);

/** From the request to the last task that the broker has confirmed. */
async function runJob(id: string): Promise<void> {
  await system.request({ v: 1, id, all: true });
  for (;;) {
    const [published] = await system.query<{ count: number }>(
      'select count(*)::int as count from task where job_id = ? and published_at is not null',
      [id],
    );
    if (published?.count === DEVICES) return;
    await delay(POLL_MS);
  }
}

interface Message {
  readonly subject: string;
  readonly data: Uint8Array;
}

async function readMessages(): Promise<Message[]> {
  const { state } = await manager.streams.info(streamNames.tasks, { subjects_filter: '>' });
  return Promise.all(
    Object.keys(state.subjects ?? {}).map(async (subject) => {
      const stored = await manager.streams.getMessage(streamNames.tasks, { last_by_subj: subject });
      return { subject, data: stored.data };
    }),
  );
}

async function publishAll(messages: readonly Message[], id: string): Promise<void> {
  for (let at = 0; at < messages.length; at += WINDOW) {
    const window = messages.slice(at, at + WINDOW);
    await Promise.all(
      window.map(({ subject, data }, index) =>
        client.publish(subject, data, { msgID: `bare-${id}-${at + index}` }),
      ),
    );
  }
}

/** The rows first, so that no dispatcher takes the messages for lost. */
async function empty(): Promise<void> {
  await system.query('delete from job');
  await manager.streams.purge(streamNames.tasks);
}

async function measure(work: () => Promise<void>): Promise<Cost> {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system: kernel } = process.cpuUsage(before);
  return { wallMs: performance.now() - startedAt, cpuMs: (user + kernel) / 1000 };
}

function least(a: Cost, b: Cost): Cost {
  return { wallMs: Math.min(a.wallMs, b.wallMs), cpuMs: Math.min(a.cpuMs, b.cpuMs) };
}

function row(title: string, { wallMs, cpuMs }: Cost): string {
  const perSecond = Math.round(DEVICES / (wallMs / 1000));
  const cpu = Math.round((cpuMs * 1000) / DEVICES);
  return `  ${title.padEnd(44)}${String(perSecond).padStart(10)}${String(cpu).padStart(19)}`;
}
