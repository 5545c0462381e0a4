import { startNullInstance } from './null-session/start-null-instance.ts';

/**
 * How long an urgent backup of one device takes to begin its session while 10,000 bulk tasks wait, from the request on,
 * and whether the bulk goes on meanwhile. Sessions take a second and cost no CPU, so the bulk outlasts the measurement.
 * Arguments: number of bulk tasks, number of urgent jobs.
 */
const BULK = Number(process.argv[2] ?? 10_000);
const JOBS = Number(process.argv[3] ?? 60);
const SESSION_MS = 1000;
const EXECUTORS = 2;

await using system = await startNullInstance({
  devices: BULK + JOBS,
  executors: EXECUTORS,
  sessionMs: SESSION_MS,
});
const { client, names } = system;
const started = new Map<string, PromiseWithResolvers<number>>();
client.connection.subscribe('netraven.events.*.task.started', {
  callback: (_error, message) => {
    const { data } = message.json<{ data: { job: string } }>();
    started.get(data.job)?.resolve(performance.now());
  },
});
const bulk = await client.submit({ id: 'bulk', devices: names.slice(0, BULK), lane: 'bulk' });
while ((await closedTasks()) === 0) await new Promise((resolve) => setTimeout(resolve, 100));

const [before, beganAt] = [await closedTasks(), performance.now()];
const latencies: number[] = [];
for (const [index, device] of names.slice(BULK).entries()) {
  const id = `urgent-${index}`;
  const begun = Promise.withResolvers<number>();
  started.set(id, begun);
  const requestedAt = performance.now();
  await client.submit({ id, devices: [device], lane: 'urgent' });
  latencies.push((await begun.promise) - requestedAt);
}
const seconds = (performance.now() - beganAt) / 1000;
const [after, waiting] = [await closedTasks(), BULK - (await closedTasks())];
latencies.sort((a, b) => a - b);
const share = (part: number) => Math.round(latencies[Math.floor((JOBS - 1) * part)] ?? 0);
console.log(
  `  ${BULK} bulk tasks, ${EXECUTORS} executors, sessions of ${SESSION_MS} ms, ${JOBS} urgent jobs one by one`,
);
console.log(`  request to session: p50 ${share(0.5)} ms, p99 ${share(0.99)} ms, max ${share(1)} ms`);
console.log(
  `  bulk meanwhile: ${Math.round((after - before) / seconds)} tasks/s, ${waiting} still waiting at the end`,
);
await client.call('job.cancel', { id: bulk });

/** Bulk tasks that came to their end; 0 while the job is not known yet. */
async function closedTasks(): Promise<number> {
  const { outcomes } = await client.call('job.show', { id: 'bulk' }).catch(() => ({ outcomes: {} }));
  return Object.values(outcomes).reduce((sum, count) => sum + count, 0);
}
