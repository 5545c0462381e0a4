import { zstdDecompressSync } from 'node:zlib';
import { SECOND } from '@netraven/common';
import { publishDurable, streamNames } from '@netraven/common/jetstream';
import {
  CHUNK_BYTES,
  packContent,
  type Snapshot,
  sha256,
  snapshotSchema,
  subjects,
} from '@netraven/common/message';
import { findPlatform } from '@netraven/common/platform';
import type { JetStreamClient } from 'nats';
import type { AcceptedCapture } from './accept-capture.ts';

const LIMIT_MS = 20 * SECOND;

/** Sends an accepted capture to the git-writer, under its own fence and capture id; doing it again changes nothing. */
export async function publishAccepted(hub: JetStreamClient, accepted: AcceptedCapture): Promise<void> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const text = zstdDecompressSync(Buffer.from(accepted.text, 'base64')).toString('utf8');
  const sealed = accepted.sealed === null ? null : Buffer.from(accepted.sealed, 'base64');
  const packed = packContent({ text, sealed });
  const content = await publishContent(hub, { accepted, packed, signal });
  await publishDurable(
    hub,
    {
      subject: subjects.snapshot(accepted.device.site, accepted.device.name),
      data: Buffer.from(JSON.stringify(toSnapshot(accepted, content, text))),
      messageId: accepted.capture,
      stream: streamNames.snapshots,
    },
    signal,
  );
}

async function publishContent(
  hub: JetStreamClient,
  { accepted, packed, signal }: { accepted: AcceptedCapture; packed: Buffer; signal: AbortSignal },
): Promise<Snapshot['content']> {
  if (packed.length <= CHUNK_BYTES) return { kind: 'inline', data: packed.toString('base64') };
  const count = Math.ceil(packed.length / CHUNK_BYTES);
  for (let index = 0; index < count; index++) {
    await publishDurable(
      hub,
      {
        subject: subjects.chunk(accepted.device.site, accepted.capture, index),
        data: packed.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
        messageId: `${accepted.capture}.chunk.${index}`,
        stream: streamNames.chunks,
      },
      signal,
    );
  }
  return { kind: 'chunks', count, bytes: packed.length, sha256: sha256(packed) };
}

/** Without a base to compare with: the git-writer measures it against what is in git. */
function toSnapshot(accepted: AcceptedCapture, content: Snapshot['content'], text: string): Snapshot {
  const { device } = accepted;
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return snapshotSchema.parse({
    v: 1,
    capture: accepted.capture,
    task: accepted.task,
    job: accepted.job,
    site: device.site,
    device: { id: device.id, name: device.name, path: device.path, epoch: device.epoch },
    platform: findPlatform(device.platform)?.name ?? device.platform,
    fence: accepted.fence,
    capturedAt: accepted.capturedAt,
    hash: accepted.hash,
    bytes: accepted.bytes,
    lines,
    change: 'significant',
    diff: { base: null, added: lines, removed: 0 },
    content,
    sealedTo: accepted.sealedTo,
    traceparent: null,
  });
}
