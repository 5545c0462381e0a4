import { z } from 'zod';
import { type Violation, violation } from './violation.ts';

const streamSchema = z.object({
  name: z.string(),
  config: z.object({ retention: z.string() }),
  state: z.object({ messages: z.number() }),
});
const answerSchema = z.object({
  account_details: z.array(z.object({ stream_detail: z.array(streamSchema).optional() })).default([]),
});

/** Work queues that hold messages, by the server's own monitoring. */
export async function readQueues(monitorUrl: string): Promise<Map<string, number>> {
  const answer = await fetch(`${monitorUrl}/jsz?accounts=1&streams=1&config=1`);
  const { account_details } = answerSchema.parse(await answer.json());
  const queues = account_details
    .flatMap(({ stream_detail = [] }) => stream_detail)
    .filter(({ config }) => config.retention === 'workqueue');
  if (queues.length === 0) throw new Error(`${monitorUrl} shows no work queue`);
  return new Map(queues.map(({ name, state }) => [name, state.messages]));
}

/** No message is left in any work queue. */
export async function checkQueues(monitorUrl: string): Promise<Violation[]> {
  const left = [...(await readQueues(monitorUrl))].filter(([, messages]) => messages > 0);
  return left.map(([name, messages]) => violation('queues are empty', `${name} holds ${messages}`));
}
