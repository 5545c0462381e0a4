import { streamNames } from '@netraven/common/jetstream';
import { CHUNK_BYTES, packContent, type Snapshot, sha256, subjects } from '@netraven/common/message';
import test from 'ava';
import { makeSnapshot } from '../helpers/make-snapshot.ts';
import { seededRandom } from '../helpers/random.ts';
import { runGit } from '../helpers/run-git.ts';
import {
  awaitEmptyQueue,
  insertDevices,
  makeWriterPlace,
  publishSnapshots,
  query,
  startWriter,
  type WriterPlace,
  waitUntil,
} from '../helpers/start-writer.ts';

/** A snapshot that travels in three chunks, and the chunks. */
function makeLarge(seed: number, revision: number): { snapshot: Snapshot; chunks: Buffer[]; text: string } {
  const random = seededRandom(seed);
  const text = Array.from(
    { length: 100_000 },
    () => `line ${Math.floor(random() * 1e15).toString(36)}${Math.floor(random() * 1e15).toString(36)}\n`,
  ).join('');
  const packed = packContent({ text, sealed: Buffer.from('sealed') });
  const count = Math.ceil(packed.length / CHUNK_BYTES);
  const content = { kind: 'chunks', count, bytes: packed.length, sha256: sha256(packed) } as const;
  const chunks = Array.from({ length: count }, (_, index) =>
    packed.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
  );
  return { snapshot: { ...makeSnapshot({ text, revision }), content }, chunks, text };
}

async function publishChunk(
  { connection }: WriterPlace,
  { site, capture }: Snapshot,
  [index, data]: [number, Buffer],
) {
  await connection.jetstream().publish(subjects.chunk(site, capture, index), data);
}

const chunksLeft = async ({ connection }: WriterPlace) =>
  (await (await connection.jetstreamManager()).streams.info(streamNames.chunks)).state.messages;

test('a large configuration is joined from its chunks, which are gone once it is settled', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 1);
  const { snapshot, chunks, text } = makeLarge(1, 1);
  t.true(chunks.length >= 3, `${chunks.length} chunks`);
  const writer = startWriter(t, place, { lookAgainMs: 50 });
  await publishSnapshots(place, [snapshot]);
  await waitUntil(() => writer.counters.batches >= 2, 'a look at the snapshot without chunks');
  for (const chunk of chunks.entries()) await publishChunk(place, snapshot, chunk);
  await awaitEmptyQueue(place);
  await writer.stop();

  t.is(sha256(`${runGit(place.gitDir, ['show', 'HEAD:default/device-1.cfg'])}\n`), sha256(text));
  t.is(await chunksLeft(place), 0);
});

test('chunks that never come fail the capture after a bounded time; wrong ones at once', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 2);
  const writer = startWriter(t, place, { lookAgainMs: 20, longestChunkWaitMs: 1 });
  const lost = makeLarge(2, 1);
  for (const chunk of [...lost.chunks.entries()].slice(1)) await publishChunk(place, lost.snapshot, chunk);
  await publishSnapshots(place, [lost.snapshot]);
  await awaitEmptyQueue(place);
  const wrong = makeLarge(3, 2);
  const mixed: [number, Buffer][] = [...wrong.chunks.entries()].map(([index, data]) => [
    index,
    index === 1 ? Buffer.from(data).fill(0, 0, 5) : data,
  ]);
  for (const chunk of mixed) await publishChunk(place, wrong.snapshot, chunk);
  await publishSnapshots(place, [wrong.snapshot]);
  await awaitEmptyQueue(place);
  await writer.stop();

  t.deepEqual(await query(place, 'select id, outcome, error_code as code from task order by id'), [
    { id: 'job-1-1', outcome: 'failed', code: 'NETRAVEN_SNAPSHOT_CHUNK_MISSING' },
    { id: 'job-2-1', outcome: 'failed', code: 'NETRAVEN_SNAPSHOT_HASH' },
  ]);
  t.deepEqual(await query(place, 'select settled_fence from device'), [
    { settled_fence: wrong.snapshot.fence },
  ]);
  t.is(await chunksLeft(place), 0);
});
