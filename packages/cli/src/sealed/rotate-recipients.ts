import { type ErrorRecord, NetravenError, pause, SECOND, toErrorRecord } from '@netraven/common';
import type { ApiOutput } from '@netraven/common/api';
import { recipientsDigest } from '@netraven/common/seal';
import type { Api } from '../instance/open-api.ts';
import type { Progress } from '../output/open-progress.ts';
import { type Resealing, resealDevice } from './reseal-device.ts';

/** Devices at once; each costs a round trip or two and a key agreement. */
const AT_ONCE = 4;
const LOOK_MS = SECOND / 2;
/** How long the git-writer may take between two commits before this is no longer waited for. */
const STANDSTILL_MS = 60 * SECOND;

/** What a rotation came to. */
export interface Rotation {
  /** Devices whose originals the new recipients can open. */
  readonly resealed: number;
  readonly failed: readonly { readonly device: string; readonly error: ErrorRecord }[];
  /** Sent, but not yet committed when the waiting or an interrupt ended it. */
  readonly pending: number;
}

/**
 * Seals every current original to other recipients. What is done is known to the service, so that a rotation that was
 * interrupted goes on where it was.
 * @throws NETRAVEN_CONFLICT when the service itself still seals to others: its backups would undo the rotation
 */
export async function rotateRecipients(
  api: Api,
  keys: Resealing,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<Rotation> {
  const digest = recipientsDigest(keys.recipients) ?? '';
  const waiting = await listWaiting(api, digest);
  const failed: { device: string; error: ErrorRecord }[] = [];
  progress.resize(waiting.length);
  let sent = 0;
  const queue = waiting.values();
  const work = async () => {
    for (const one of queue) {
      if (signal.aborted) return;
      await resealDevice(api, one, keys).catch((error: unknown) => {
        // Away: nothing that follows would fare better, and running the command again takes up the rest.
        if (isUnreachable(error)) throw error;
        failed.push({ device: one.device, error: toErrorRecord(error) });
      });
      progress.update(++sent, 'sealed, being committed');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const names = new Set(failed.map(({ device }) => device));
  const pending = await awaitCommits(api, digest, { names, signal });
  const lasting = await stillFailed(api, digest, failed);
  return {
    resealed: sent - lasting.length - pending,
    failed: lasting,
    pending: pending + waiting.length - sent,
  };
}

/** What an earlier, killed rotation had sent may be committed only now, and then no longer opens with the old keys. */
async function stillFailed(
  api: Api,
  sealedTo: string,
  failed: Rotation['failed'],
): Promise<Rotation['failed']> {
  if (failed.length === 0) return failed;
  const waiting = new Set((await listWaiting(api, sealedTo)).map(({ device }) => device));
  return failed.filter(({ device }) => waiting.has(device));
}

type Waiting = ApiOutput<'seal.list'>['waiting'];

async function listWaiting(api: Api, sealedTo: string): Promise<Waiting> {
  const all: Waiting = [];
  for (;;) {
    const after = all.at(-1)?.device ?? '';
    const { configured, waiting } = await api.call('seal.list', { sealedTo, after });
    if (configured !== sealedTo) throw otherRecipients(configured);
    if (waiting.length === 0) return all;
    all.push(...waiting);
  }
}

/** Waits until the git-writer has committed what was sent, for as long as it gets on. */
async function awaitCommits(
  api: Api,
  sealedTo: string,
  { names, signal }: { readonly names: ReadonlySet<string>; readonly signal: AbortSignal },
): Promise<number> {
  let left = Number.POSITIVE_INFINITY;
  for (let endsAt = performance.now() + STANDSTILL_MS; ; await pause(LOOK_MS, signal)) {
    const now = (await listWaiting(api, sealedTo)).filter(({ device }) => !names.has(device)).length;
    if (now === 0 || signal.aborted || performance.now() >= endsAt) return now;
    if (now < left) endsAt = performance.now() + STANDSTILL_MS;
    left = Math.min(left, now);
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof NetravenError && error.code === 'NETRAVEN_API_UNREACHABLE';
}

function otherRecipients(configured: string | null): NetravenError {
  const found = configured === null ? 'seals nothing' : 'seals to other recipients';
  return new NetravenError('NETRAVEN_CONFLICT', `the running service ${found} than those configured here`, {
    hint: 'Restart the service with the new secrets.recipients first, then run this again.',
  });
}
