import type { EntityManager } from '@mikro-orm/postgresql';
import { NetravenError } from '@netraven/common';
import { compareFences, parseFence } from '@netraven/common/message';
import { isNamedCapture, noSuchCapture } from '../api/quarantine-view.ts';
import { isoInstant } from '../stage/iso-instant.ts';

/** A capture an operator has accepted, with its device as it stands in the inventory now. */
export interface AcceptedCapture {
  readonly capture: string;
  readonly task: string;
  readonly job: string;
  readonly fence: string;
  readonly capturedAt: string;
  /** SHA-256 of the redacted text. */
  readonly hash: string;
  readonly bytes: number;
  /** Redacted configuration; zstd, base64. */
  readonly text: string;
  /** age, base64. */
  readonly sealed: string | null;
  /** To whom it is sealed (`recipientsDigest`). */
  readonly sealedTo: string | null;
  readonly device: AcceptedDevice;
}

export interface AcceptedDevice {
  readonly id: number;
  readonly name: string;
  readonly site: string;
  readonly path: string;
  readonly epoch: number;
  readonly platform: string;
}

interface LockedCapture extends Omit<AcceptedCapture, 'device'> {
  readonly state: 'open' | 'accepted' | 'dropped';
  readonly code: string;
  readonly device: (AcceptedDevice & { readonly settledFence: string | null }) | null;
  /** Newest fence of a session whose configuration was taken, or is on its way to the git-writer. */
  readonly takenFence: string | null;
}

/**
 * Writes the decision on an open capture; run it in a transaction. One that was accepted before but is not stored yet
 * may be accepted again.
 * @param name its id, or its number in the list
 * @throws NETRAVEN_NOT_FOUND, NETRAVEN_CONFLICT
 */
export async function acceptCapture(em: EntityManager, name: string): Promise<AcceptedCapture> {
  const { state, code, takenFence, device, ...found } = await lockCapture(em, name);
  refuseDecided(found.capture, state);
  if (device === null) {
    throw new NetravenError('NETRAVEN_NOT_FOUND', `the device of capture ${found.capture} was removed`);
  }
  refuseOlder(found, device.settledFence, takenFence);
  refuseMoved(found, device);
  if (found.text === '') {
    throw new NetravenError('NETRAVEN_CONFLICT', `capture ${found.capture} was too large to be kept`, {
      hint: 'Set limits.shrinkShare of the device to 0 for one backup.',
    });
  }
  if (state === 'open') await writeDecision(em, { ...found, code, device: device.id });
  return { ...found, device };
}

async function lockCapture(em: EntityManager, name: string): Promise<LockedCapture> {
  const [row] = await em.execute<LockedCapture[]>(
    `select q.capture, q.task_id as task, coalesce(t.job_id, regexp_replace(q.task_id, '-[0-9]+$', '')) as job,
       q.fence, ${isoInstant('q.captured_at')} as "capturedAt", q.hash, q.bytes, q.text, q.sealed, q.sealed_to as "sealedTo",
       q.state, q.reason_code as code,
       case when d.id is not null then json_build_object('id', d.id, 'name', d.name, 'site', d.site,
         'path', d.path, 'epoch', d.epoch, 'platform', d.platform, 'settledFence', d.settled_fence) end as device,
       (select n.fence from task n
        where n.device_id = q.device_id and n.fence is not null and n.requested_at > q.captured_at - interval '31 days'
          and (n.outcome in ('changed', 'unchanged') or (n.outcome is null and n.captured_at is not null))
        order by string_to_array(n.fence, '-')::bigint[] desc limit 1) as "takenFence"
     from quarantine q left join task t on t.id = q.task_id left join device d on d.id = q.device_id
     where ${isNamedCapture} for update of q`,
    [name, name],
  );
  if (!row) throw noSuchCapture(name);
  return row;
}

function refuseDecided(capture: string, state: LockedCapture['state']): void {
  if (state !== 'dropped') return;
  throw new NetravenError('NETRAVEN_CONFLICT', `capture ${capture} was dropped before`, {
    hint: 'What was decided stays decided; back the device up again.',
  });
}

/** A newer observation may be the very same text as before: it counts all the same. */
function refuseOlder(
  { capture, fence }: Pick<AcceptedCapture, 'capture' | 'fence'>,
  settledFence: string | null,
  takenFence: string | null,
): void {
  if (settledFence !== null && compareFences(settledFence, fence) === 0) {
    throw new NetravenError('NETRAVEN_CONFLICT', `capture ${capture} was accepted before, and is stored`, {
      hint: 'See it with "netraven config history".',
    });
  }
  const isOlder = [settledFence, takenFence].some(
    (other) => other !== null && compareFences(other, fence) > 0,
  );
  if (!isOlder) return;
  throw new NetravenError('NETRAVEN_CONFLICT', `capture ${capture} is older than one that was accepted`, {
    hint: 'Drop it; the newer configuration is in "netraven config show".',
  });
}

/** The fences of the new site are newer than any of the old one. */
function refuseMoved(
  { capture, fence }: Pick<AcceptedCapture, 'capture' | 'fence'>,
  device: AcceptedDevice,
): void {
  if (parseFence(fence).epoch === device.epoch) return;
  throw new NetravenError('NETRAVEN_CONFLICT', `capture ${capture} is from before ${device.name} moved`, {
    hint: 'Drop it, and back the device up at its new site.',
  });
}

/** Who accepts another device's configuration says that this is the device now: the next session learns its facts. */
async function writeDecision(
  em: EntityManager,
  { capture, code, device }: { capture: string; code: string; device: number },
): Promise<void> {
  await em.execute(`update quarantine set state = 'accepted', decided_at = now() where capture = ?`, [
    capture,
  ]);
  if (code === 'NETRAVEN_CAPTURE_OTHER_DEVICE') {
    await em.execute('update device set facts = null where id = ?', [device]);
  }
  await refreshSealed(em, capture);
}

/**
 * Where values are encrypted anew at each read, the accepted original is the newest one too: its text may be that of
 * the newest version, and then no commit carries it.
 */
async function refreshSealed(em: EntityManager, capture: string): Promise<void> {
  await em.execute(
    `update config_head h set latest_sealed = q.sealed, latest_sealed_fence = q.fence, latest_sealed_to = q.sealed_to
     from quarantine q join device d on d.id = q.device_id
     where q.capture = ? and h.device_name = d.name and q.sealed is not null and h.latest_sealed is not null
       and (h.latest_sealed_fence is null
         or string_to_array(h.latest_sealed_fence, '-')::bigint[] < string_to_array(q.fence, '-')::bigint[])`,
    [capture],
  );
}
