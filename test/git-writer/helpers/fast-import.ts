import type { CorpusWrite } from './make-corpus.ts';
import { FIRST_SECOND, IDENTITY, messageOf } from './write-corpus.ts';

/**
 * The stream that makes `git fast-import` write the same commits as `writeCorpus`.
 * @param parent commit to go on from; null for a new branch
 */
export function fastImportStream(
  writes: readonly CorpusWrite[],
  { first = 0, parent = null }: { first?: number; parent?: string | null } = {},
): Buffer {
  const parts: Buffer[] = [];
  for (const [offset, { path, body }] of writes.entries()) {
    const index = first + offset;
    const who = `${IDENTITY.name} <${IDENTITY.email}> ${FIRST_SECOND + index} +0000`;
    const message = Buffer.from(messageOf(path, index));
    parts.push(
      Buffer.from(
        `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n${message}` +
          `${offset === 0 && parent ? `from ${parent}\n` : ''}M 100644 inline ${path}\ndata ${body.length}\n`,
      ),
      body,
      Buffer.from('\n'),
    );
  }
  return Buffer.concat(parts);
}
