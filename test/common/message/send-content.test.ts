import { randomBytes } from 'node:crypto';
import { CHUNK_BYTES, sendContent, sha256 } from '@netraven/common/message';
import test from 'ava';

async function send(packed: Buffer) {
  const chunks: Buffer[] = [];
  const content = await sendContent(packed, async (index, data) => {
    chunks[index] = data;
  });
  return { content, chunks };
}

test('a content that fits stands in the message, a larger one goes ahead in chunks', async (t) => {
  const small = randomBytes(CHUNK_BYTES);
  t.deepEqual(await send(small), {
    content: { kind: 'inline', data: small.toString('base64') },
    chunks: [],
  });
  const large = randomBytes(2 * CHUNK_BYTES + 1);
  const { content, chunks } = await send(large);
  t.deepEqual(content, { kind: 'chunks', count: 3, bytes: large.length, sha256: sha256(large) });
  t.deepEqual(
    chunks.map(({ length }) => length),
    [CHUNK_BYTES, CHUNK_BYTES, 1],
  );
  t.deepEqual(Buffer.concat(chunks), large);
});
