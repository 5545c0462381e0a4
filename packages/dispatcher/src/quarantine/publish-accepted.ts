import { zstdDecompressSync } from 'node:zlib';
import { SECOND } from '@netraven/common';
import { countLines } from '@netraven/common/diff';
import { publishDurable, streamNames } from '@netraven/common/jetstream';
import { packContent, type Snapshot, sendContent, snapshotSchema, subjects } from '@netraven/common/message';
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
  const { site } = accepted.device;
  const content = await sendContent(packed, (index, data) => {
    const subject = subjects.chunk(site, accepted.capture, index);
    const messageId = `${accepted.capture}.chunk.${index}`;
    return publishDurable(hub, { subject, data, messageId, stream: streamNames.chunks }, signal);
  });
  await publishDurable(
    hub,
    {
      subject: subjects.snapshot(site, accepted.device.name),
      data: Buffer.from(JSON.stringify(toSnapshot(accepted, content, text))),
      messageId: accepted.capture,
      stream: streamNames.snapshots,
    },
    signal,
  );
}

/** Without a base to compare with: the git-writer measures it against what is in git. */
function toSnapshot(accepted: AcceptedCapture, content: Snapshot['content'], text: string): Snapshot {
  const { device } = accepted;
  const lines = countLines(text);
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
