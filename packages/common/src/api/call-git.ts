import { zstdDecompressSync } from 'node:zlib';
import type { NatsConnection } from 'nats';
import type { z } from 'zod';
import { NetravenError } from '../errors.ts';
import { SECOND } from '../time.ts';
import { callEndpoint } from './call-endpoint.ts';
import { type GitEndpointName, type GitFile, gitEndpoints, gitSubject } from './git-read.ts';

const TIMEOUT_MS = 20 * SECOND;

export type GitInput<N extends GitEndpointName> = z.input<(typeof gitEndpoints)[N]['input']>;
export type GitOutput<N extends GitEndpointName> = z.output<(typeof gitEndpoints)[N]['output']>;

/**
 * Asks the git-writer to read.
 * @throws NETRAVEN_NOT_FOUND when the repository does not hold what is asked for; NETRAVEN_API_UNREACHABLE when no
 *   git-writer answers in time
 */
export async function callGit<N extends GitEndpointName>(
  connection: NatsConnection,
  name: N,
  input: GitInput<N>,
): Promise<GitOutput<N>> {
  const address = {
    name: `git ${name}`,
    subject: gitSubject(name),
    output: gitEndpoints[name].output,
    server: 'git-writer',
  };
  return (await callEndpoint(connection, address, { input, timeoutMs: TIMEOUT_MS })) as GitOutput<N>;
}

/**
 * The whole content of a file at a commit, however large.
 * @throws as `callGit`
 */
export async function readGitFile(connection: NatsConnection, file: GitFile): Promise<Buffer> {
  const slices: Buffer[] = [];
  for (let offset = 0; ; ) {
    const answer = await callGit(connection, 'show', { ...file, offset });
    const slice = Buffer.from(answer.data, 'base64');
    slices.push(slice);
    offset += slice.length;
    if (offset >= answer.total) return zstdDecompressSync(Buffer.concat(slices));
    if (slice.length === 0)
      throw new NetravenError('NETRAVEN_INTERNAL', `git show: no data at ${offset} of ${answer.total}`);
  }
}
