import { type ErrorCode, NetravenError, toErrorRecord, version } from '@netraven/common';
import { GIT_SERVICE, type GitEndpointName, gitEndpoints, gitSubject } from '@netraven/common/api';
import { parseMessage } from '@netraven/common/message';
import type { Service, ServiceMsg } from 'nats';
import type { RepositoryReader } from './read/read-repository.ts';
import type { WriterContext, WriterStatus } from './writer.ts';

const QUEUE = 'netraven-git';

/**
 * Makes the git-writer visible to `nats micro ls`, `info` and `stats`, and answers reads; active or standby, since a
 * read needs no lock.
 */
export async function registerService(
  context: WriterContext,
  reader: RepositoryReader,
  status: () => WriterStatus,
): Promise<Service> {
  const { connection, counters } = context;
  const service = await connection.services.add({
    name: GIT_SERVICE,
    version,
    description: 'Commits configurations to git, and reads them',
    metadata: { repository: context.gitDir },
    queue: QUEUE,
    statsHandler: () => Promise.resolve({ now: new Date().toISOString(), status: status(), ...counters }),
  });
  const answers = {
    show: (body: Uint8Array) => reader.show(parseMessage('git show', gitEndpoints.show.input, body)),
    diff: (body: Uint8Array) => reader.diff(parseMessage('git diff', gitEndpoints.diff.input, body)),
  } as const satisfies Record<GitEndpointName, (body: Uint8Array) => unknown>;
  for (const name of ['show', 'diff'] as const) {
    service.addEndpoint(name, {
      subject: gitSubject(name),
      queue: QUEUE,
      metadata: { description: gitEndpoints[name].description },
      handler: (error, message) => {
        if (!error) respond(context, message, () => answers[name](message.data));
      },
    });
  }
  // The subscriptions are on their way; whoever is told that this serves must find them there.
  await connection.flush();
  return service;
}

function respond({ log }: WriterContext, message: ServiceMsg, answer: () => unknown): void {
  try {
    message.respond(JSON.stringify(answer()));
  } catch (error) {
    const record = toErrorRecord(error);
    if (!(error instanceof NetravenError)) log.error({ err: error, subject: message.subject }, 'read failed');
    message.respondError(statusOf(record.code), oneLine(record.message), Buffer.from(JSON.stringify(record)));
  }
}

function statusOf(code: ErrorCode): number {
  if (code === 'NETRAVEN_NOT_FOUND') return 404;
  return code === 'NETRAVEN_MESSAGE_INVALID' ? 400 : 500;
}

/** A header holds one line. */
function oneLine(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 200);
}
