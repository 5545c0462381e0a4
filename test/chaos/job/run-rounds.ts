import { pause, SECOND } from '@netraven/common';
import type { ChangeKind } from '@netraven/simulator';
import { type Random, seededRandom } from '../../../packages/simulator/src/random.ts';
import type { DeviceState, Round, RoundJob } from '../checker/round.ts';
import type { Member } from '../system/plan-members.ts';
import type { Fleet } from '../system/start-fleet.ts';
import { SITES } from '../system/start-system.ts';
import type { JobDesk } from './job-desk.ts';

/** A last fault that is over so soon is waited for, rather than running a round of its own. */
const NEARLY_OVER_MS = 5 * SECOND;
/** When in a job its devices change or move, and when one is cancelled. */
const IN_MID_JOB_MS = [1 * SECOND, 8 * SECOND] as const;

const shares = { change: 0.6, urgent: 0.1, cancelled: 0.2, changeInJob: 0.05, moveInJob: 0.02 };

export interface RoundsOptions {
  readonly seed: string;
  readonly fleet: Fleet;
  readonly members: readonly Member[];
  readonly desk: JobDesk;
  /** Rounds follow each other until this is over. */
  readonly injecting: Promise<void>;
  /** How long no task may come to an end once the last fault is over, in milliseconds. */
  readonly settleMs: number;
  readonly onLine: (line: string) => void;
}

export interface Rounds {
  readonly rounds: readonly Round[];
  /** Whether each came to its end. */
  readonly hasClosed: boolean;
  readonly changedInJob: number;
  readonly moved: number;
}

/**
 * Jobs and changes in turn as long as faults are done, and one round more in peace; ends early when a job hangs. A
 * round is a backup of everything, an urgent one of a part, and one that is cancelled, while some devices change and
 * others move to another site.
 */
export async function runRounds(options: RoundsOptions): Promise<Rounds> {
  const { injecting, desk, settleMs, onLine } = options;
  const random = seededRandom(`${options.seed}/rounds`);
  const field: FieldState = { members: [...options.members], changedInJob: 0, moved: 0 };
  const rounds: Round[] = [];
  let overAt = Number.POSITIVE_INFINITY;
  void injecting
    .finally(() => {
      overAt = performance.now();
    })
    .catch(() => undefined);
  for (;;) {
    const isPeaceful = overAt !== Number.POSITIVE_INFINITY;
    const states = await changeBetween(options, field, { random, isFirst: rounds.length === 0 });
    const jobs = planJobs(field.members, { random, number: rounds.length, isPeaceful });
    rounds.push({ jobs, states });
    const requestedAt = performance.now();
    for (const job of jobs) await desk.request(job, job.id.endsWith('bulk') ? 'bulk' : 'urgent');
    const meddling = isPeaceful ? Promise.resolve() : meddle(options, field, { random, jobs, states });
    meddling.catch(() => undefined);
    const isClosed = await desk.areClosed(jobs, settleMs, () => overAt);
    await meddling;
    const seconds = ((performance.now() - requestedAt) / SECOND).toFixed(1);
    onLine(`round ${rounds.length - 1}: ${isClosed ? 'closed' : 'NOT CLOSED'} after ${seconds} s`);
    if (!isClosed || isPeaceful)
      return { rounds, hasClosed: isClosed, changedInJob: field.changedInJob, moved: field.moved };
    await Promise.race([injecting, pause(NEARLY_OVER_MS)]);
  }
}

interface FieldState {
  /** As the inventory has them now. */
  members: Member[];
  changedInJob: number;
  moved: number;
}

/** Changes a part of the devices, and reads what each of them is now. */
async function changeBetween(
  { fleet }: RoundsOptions,
  { members }: FieldState,
  { random, isFirst }: { readonly random: Random; readonly isFirst: boolean },
): Promise<Map<string, DeviceState[]>> {
  const changed = fleet.devices.flatMap(({ name, platform }) =>
    !isFirst && random.chance(shares.change) ? { name, kind: random.pick(visibleChanges(platform)) } : [],
  );
  await Promise.all(changed.map(({ name, kind }) => fleet.change(name, kind)));
  const read = fleet.devices.map(async ({ name }) => [name, await fleet.expected(name)] as const);
  const texts = new Map(await Promise.all(read));
  return new Map(members.map(({ name, device, site }) => [name, [{ site, text: texts.get(device) ?? '' }]]));
}

function planJobs(
  members: readonly Member[],
  { random, number, isPeaceful }: { random: Random; number: number; isPeaceful: boolean },
): RoundJob[] {
  const names = members.map(({ name }) => name);
  const jobs = [{ id: `chaos-${number}-bulk`, devices: names, isCancelled: false }];
  const urgent = names.filter(() => random.chance(shares.urgent));
  if (urgent.length > 0) jobs.push({ id: `chaos-${number}-urgent`, devices: urgent, isCancelled: false });
  const cancelled = members.flatMap(({ name, may }) =>
    may === 'be-cancelled' && random.chance(shares.cancelled) ? name : [],
  );
  if (cancelled.length > 0 && !isPeaceful)
    jobs.push({ id: `chaos-${number}-cancelled`, devices: cancelled, isCancelled: true });
  return jobs;
}

interface Meddling {
  readonly random: Random;
  readonly jobs: readonly RoundJob[];
  readonly states: ReadonlyMap<string, DeviceState[]>;
}

/**
 * What operators do while a job runs: change devices, move others to the other site, cancel. Chosen at once, so that it
 * follows from the seed.
 */
async function meddle(options: RoundsOptions, field: FieldState, meddling: Meddling): Promise<void> {
  const { random, jobs } = meddling;
  const after = (act: () => Promise<void>) => pause(random.integer(...IN_MID_JOB_MS)).then(act);
  const changes = options.fleet.devices.flatMap(({ name }) => {
    const mayChange = field.members.some(({ device, may }) => device === name && may === 'be-cancelled');
    if (!mayChange || !random.chance(shares.changeInJob)) return [];
    return { name, kind: random.pick(readableChanges) };
  });
  const moved = field.members.flatMap((member) => {
    if (member.may !== 'move' || !random.chance(shares.moveInJob)) return [];
    return { ...member, site: SITES[member.site === SITES[0] ? 1 : 0] };
  });
  const cancelled = jobs.filter(({ isCancelled }) => isCancelled);
  await Promise.all([
    after(() => changeInJob(options.fleet, field, { changes, states: meddling.states })),
    after(() => moveInJob(options.desk, field, { moved, states: meddling.states })),
    ...cancelled.map((job) => after(() => options.desk.cancel(job))),
  ]);
}

interface Changes {
  readonly changes: readonly { readonly name: string; readonly kind: ChangeKind }[];
  readonly states: Meddling['states'];
}

async function changeInJob(fleet: Fleet, field: FieldState, { changes, states }: Changes): Promise<void> {
  for (const { name, kind } of changes) {
    await fleet.change(name, kind);
    const text = await fleet.expected(name);
    for (const member of field.members.filter(({ device }) => device === name))
      states.get(member.name)?.push({ site: member.site, text });
    field.changedInJob++;
  }
}

async function moveInJob(
  desk: JobDesk,
  field: FieldState,
  { moved, states }: { readonly moved: readonly Member[]; readonly states: Meddling['states'] },
): Promise<void> {
  if (moved.length === 0) return;
  const byName = new Map(moved.map((member) => [member.name, member]));
  field.members = field.members.map((member) => byName.get(member.name) ?? member);
  field.moved += moved.length;
  for (const { name, site } of moved) {
    const own = states.get(name);
    own?.push({ site, text: own.at(-1)?.text ?? '' });
  }
  await desk.move(moved);
}

/** Two states of one round must be told apart by the text that is stored, where secrets are tokens. */
const readableChanges = ['description', 'vlan', 'filter'] as const;

/** Secrets of a FortiGate are opaque: it encrypts them anew at each read, so a changed one cannot be told. */
function visibleChanges(platform: string): readonly [ChangeKind, ...ChangeKind[]] {
  return platform === 'fortinet' ? readableChanges : [...readableChanges, 'secret'];
}
