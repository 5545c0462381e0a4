import { randomBytes } from 'node:crypto';
import { NetravenError, SECOND } from '@netraven/common';
import { publishDurable, streamNames } from '@netraven/common/jetstream';
import {
  type JobRequest,
  jobRequestSchema,
  type Lane,
  type Selection,
  subjects,
} from '@netraven/common/message';
import type { Api } from '../instance/open-api.ts';
import { makeJobId } from './job-id.ts';

const LIMIT_MS = 30 * SECOND;

/**
 * Asks for a backup the way any service does: a message in `NETRAVEN_JOBS`. When this returns the broker has it, and
 * the job runs whatever happens to this process.
 * @returns the id of the job
 * @throws NETRAVEN_NATS_UNREACHABLE when the broker does not confirm within 30 seconds
 */
export async function requestJob(
  api: Api,
  selection: Selection,
  { lane, requestedBy }: { readonly lane: Lane; readonly requestedBy: string },
): Promise<string> {
  const id = makeJobId(new Date(), randomBytes(4));
  const request: JobRequest = jobRequestSchema.parse({ v: 1, id, lane, requestedBy, ...selection });
  try {
    await publishDurable(
      api.hub,
      {
        subject: subjects.jobRequest,
        data: Buffer.from(JSON.stringify(request)),
        messageId: id,
        stream: streamNames.jobs,
      },
      AbortSignal.timeout(LIMIT_MS),
    );
    return id;
  } catch (cause) {
    throw new NetravenError(
      'NETRAVEN_NATS_UNREACHABLE',
      `the queue ${streamNames.jobs} did not confirm the request within ${LIMIT_MS / SECOND} s`,
      { cause, hint: 'Check with "netraven doctor" that JetStream and its streams are there.' },
    );
  }
}
