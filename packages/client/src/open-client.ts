import { SECOND } from '@netraven/common';
import { callApi } from '@netraven/common/api';
import { connectNats, inDomain } from '@netraven/common/jetstream';
import type { Client, ClientOptions, JobResult } from './client.ts';
import { followJob, isFinished } from './follow-job.ts';
import { listTasks } from './list-tasks.ts';
import { readConfig } from './read-config.ts';
import { readEvents } from './read-events.ts';
import { submitJob } from './submit-job.ts';

const CONNECT_LIMIT_MS = 10 * SECOND;

/** @throws NETRAVEN_NATS_UNREACHABLE when no server answers in time */
export async function openClient({
  nats,
  domain = '',
  name = 'netraven-client',
  waitMs = CONNECT_LIMIT_MS,
}: ClientOptions): Promise<Client> {
  const connection = await connectNats(nats, { name, waitMs });
  const hub = connection.jetstream(inDomain(domain));
  const call: Client['call'] = (endpoint, input, timeoutMs) =>
    callApi(connection, endpoint, input, timeoutMs);
  const client: Client = {
    connection,
    hub,
    call,
    submit: (job) => submitJob({ connection, hub }, job),
    follow: (id, options) => followJob(client, id, options),
    wait: (id, options) => waitForJob(client, id, options),
    tasks: (id, outcomes) => listTasks(client, id, outcomes),
    readConfig: (device, at) => readConfig(client, device, at),
    events: (filter) => readEvents(connection, filter),
    [Symbol.asyncDispose]: () => connection.close(),
  };
  return client;
}

async function waitForJob(
  client: Client,
  id: string,
  options: Parameters<Client['wait']>[1],
): Promise<JobResult | undefined> {
  for await (const job of client.follow(id, options)) {
    if (isFinished(job)) return { job, tasks: await client.tasks(id) };
  }
  return undefined;
}
