import { randomBytes } from 'node:crypto';
import { NetravenError, SECOND } from '@netraven/common';
import { publishDurable, refuseTooLarge, streamNames } from '@netraven/common/jetstream';
import { jobRequestSchema, parseMessage, subjects } from '@netraven/common/message';
import type { z } from 'zod';
import type { Client } from './client.ts';
import { makeJobId } from './job-id.ts';

const LIMIT_MS = 30 * SECOND;

/** What docs/messages/job-request.schema.json says, without the version. */
export type JobInput = Omit<z.input<typeof jobRequestSchema>, 'v'>;

/**
 * Asks for a backup the way any service does: a message in `NETRAVEN_JOBS`. When this returns the broker has it, and
 * the job runs whatever happens to this process.
 * @returns the id of the job
 * @throws NETRAVEN_MESSAGE_INVALID for an input that the dispatcher would refuse; NETRAVEN_USAGE for one larger
 *   than the broker carries; NETRAVEN_NATS_UNREACHABLE when it does not confirm within 30 seconds
 */
export async function submitJob(
  { connection, hub }: Pick<Client, 'connection' | 'hub'>,
  job: JobInput,
): Promise<string> {
  const id = job.id ?? makeJobId(new Date(), randomBytes(4));
  const text = JSON.stringify({ ...job, v: 1, id });
  const request = parseMessage('job request', jobRequestSchema, Buffer.from(text));
  try {
    await publishDurable(
      hub,
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
    const tooLarge = refuseTooLarge('job request', connection, cause);
    if (tooLarge) throw tooLarge;
    throw new NetravenError(
      'NETRAVEN_NATS_UNREACHABLE',
      `the queue ${streamNames.jobs} did not confirm the request within ${LIMIT_MS / SECOND} s`,
      { cause, hint: 'Check with "netraven doctor" that JetStream and its streams are there.' },
    );
  }
}
