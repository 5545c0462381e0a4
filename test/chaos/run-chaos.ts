import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pause, SECOND } from '@netraven/common';
import { readQueues } from './checker/check-queues.ts';
import { checkRun, type Verdict } from './checker/check-run.ts';
import type { Round } from './checker/round.ts';
import { type InjectedFault, injectPlan } from './inject/inject-plan.ts';
import { keepSnapshots } from './inject/keep-snapshots.ts';
import { openJobDesk } from './job/job-desk.ts';
import { runRounds } from './job/run-rounds.ts';
import type { FaultKind } from './plan/fault.ts';
import { planFaults } from './plan/plan-faults.ts';
import { enterInventory } from './system/enter-inventory.ts';
import { type Member, planMembers } from './system/plan-members.ts';
import { type Fleet, startFleet } from './system/start-fleet.ts';
import { type System, startSystem } from './system/start-system.ts';
import { watchProcesses } from './system/watch-processes.ts';

export interface ChaosOptions {
  readonly seed: string;
  readonly devices: number;
  readonly faults: number;
  readonly kinds: readonly FaultKind[];
  readonly executors: number;
  /** Servers of the JetStream cluster; 1: one server alone. */
  readonly natsServers: number;
  /** How long nothing may move once the last fault is over, in milliseconds. */
  readonly settleMs: number;
  /** Everything is kept in here. */
  readonly folder: string;
  /** Whether the evidence is kept although nothing is wrong. */
  readonly keep: boolean;
  readonly onLine: (line: string) => void;
}

export interface ChaosReport extends Verdict {
  readonly faults: readonly InjectedFault[];
  readonly rounds: number;
  /** Devices that changed, and that moved to the other site, while a job ran. */
  readonly changedInJob: number;
  readonly moved: number;
  readonly replayed: number;
  /** Without a file system of its own, the disk was not filled. */
  readonly skipped: readonly FaultKind[];
}

const ANSWER_MS = 150;
/** Sessions of an executor: enough that a round takes about as long whatever the fleet. */
const FEWEST_SESSIONS = 10;
const DEVICES_PER_SESSION = 40;
const MOST_REPLAYED = 50;
const QUIET_MS = 3 * SECOND;

/** One run: jobs over all devices, round after round, while the plan's faults are done; then the checker's verdict. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, devices, executors, folder, onLine } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await using fleet = await startFleet(folder, { count: devices, seed, answerMs: ANSWER_MS });
  await using system = await startSystem({
    folder,
    executors,
    natsServers: options.natsServers,
    sessions: Math.max(FEWEST_SESSIONS, Math.ceil(devices / DEVICES_PER_SESSION)),
    diskMib: 64 + Math.ceil(devices / 8),
  });
  const members = planMembers(fleet);
  await enterInventory(folder, system.nats, members);
  await using desk = await openJobDesk(system.nats, system.postgres.url.reveal());
  await using snapshots = await keepSnapshots(system.nats);
  await using watch = watchProcesses(system);
  onLine(`nats-server ${system.nats.version}, ${devices} devices, ${executors} executors, seed ${seed}`);

  const kinds = options.kinds.filter((kind) => kind !== 'fill-disk' || system.disk.isSmall);
  const faults: InjectedFault[] = [];
  const plan = planFaults(seed, options.faults, kinds);
  const injecting = afterFirstLogin(fleet).then(() =>
    injectPlan({ system, fleet }, plan, (fault) => {
      faults.push(fault);
      onLine(`${faults.length}/${plan.length} ${fault.kind} ${fault.target} ${fault.forMs} ms`);
    }),
  );
  injecting.catch(() => undefined);
  const { rounds, hasClosed, changedInJob, moved } = await runRounds({
    ...options,
    fleet,
    members,
    desk,
    injecting,
  });
  await injecting;
  const isSettled = hasClosed && (await isQuiet(system, options.settleMs));
  // What was lost must not come back this way.
  const replayed = isSettled ? await snapshots.replay(MOST_REPLAYED) : 0;
  if (isSettled) await isQuiet(system, options.settleMs);
  await pause(QUIET_MS);
  await watch.look();

  const verdict = await checkRun({
    databaseUrl: system.postgres.url.reveal(),
    repository: system.repository,
    sessionLog: fleet.sessionLog,
    monitorUrl: system.nats.monitorUrl,
    rounds,
    platformOf: new Map(members.map(({ name, platform }) => [name, platform])),
    secretsOf: await readSecrets(fleet, members),
    samples: watch.samples,
  });
  const skipped = options.kinds.filter((kind) => !kinds.includes(kind));
  const report = { ...verdict, faults, rounds: rounds.length, changedInJob, moved, replayed, skipped };
  if (verdict.violations.length > 0 || options.keep)
    await keepEvidence(folder, { system, report, rounds, samples: watch.samples });
  return report;
}

/** Faults before the first session would hit nothing. */
async function afterFirstLogin(fleet: Fleet): Promise<void> {
  while ((await fleet.logins()) === 0) await pause(100);
}

/** Waits until no queue holds a message; the checker says which do if it takes too long. */
async function isQuiet({ nats }: System, limitMs: number): Promise<boolean> {
  const endsAt = performance.now() + limitMs;
  while (performance.now() < endsAt) {
    const queues = await readQueues(nats.monitorUrl);
    if ([...queues.values()].every((messages) => messages === 0)) return true;
    await pause(500);
  }
  return false;
}

async function readSecrets(fleet: Fleet, members: readonly Member[]): Promise<Map<string, string[]>> {
  const read = members.map(async ({ name, device }) => [name, await fleet.secrets(device)] as const);
  return new Map(await Promise.all(read));
}

/** What is needed to find out why: logs and the session log are in the folder already. */
async function keepEvidence(
  folder: string,
  found: { system: System; report: ChaosReport; rounds: readonly Round[]; samples: readonly object[] },
): Promise<void> {
  await found.system.disk.keep(join(folder, 'repository'));
  const { tables, ...report } = found.report;
  const rounds = found.rounds.map(({ jobs, states }) => ({ jobs, states: Object.fromEntries(states) }));
  for (const [name, value] of Object.entries({ report, tables, rounds, samples: found.samples }))
    await writeFile(join(folder, `${name}.json`), `${JSON.stringify(value, null, 1)}\n`);
}
