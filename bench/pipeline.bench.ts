import { startNullInstance } from './null-session/start-null-instance.ts';

/**
 * Tasks per second through everything but SSH, with 1, 2 and 4 executors: request, expansion, queue, lease, fence,
 * redaction, diff, seal, outbox, recorder, commit. A session gives its configuration at once. All processes share the
 * machine's cores. Argument: number of devices.
 */
const DEVICES = Number(process.argv[2] ?? 2000);
const EXECUTORS = [1, 2, 4];

console.log(`  ${DEVICES} devices                 first backup, all changed     second, none changed`);
for (const executors of EXECUTORS) {
  await using system = await startNullInstance({ devices: DEVICES, executors, sessionMs: 0 });
  const changed = await backUp(system.client);
  const unchanged = await backUp(system.client);
  console.log(
    `  ${executors} executor${executors === 1 ? ' ' : 's'}${perSecond(changed).padStart(34)}${perSecond(unchanged).padStart(25)}`,
  );
}

/** From the request to the closed job, in milliseconds. */
async function backUp(client: Awaited<ReturnType<typeof startNullInstance>>['client']): Promise<number> {
  const startedAt = performance.now();
  const id = await client.submit({ all: true });
  const result = await client.wait(id, { pollMs: 200 });
  const took = performance.now() - startedAt;
  if (result?.job.status !== 'COMPLETED_SUCCESS')
    throw new Error(`${id}: ${result?.job.status} ${JSON.stringify(result?.job.outcomes)}`);
  return took;
}

function perSecond(ms: number): string {
  return `${Math.round(DEVICES / (ms / 1000))} tasks/s`;
}
