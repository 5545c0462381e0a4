import { checkCommits } from './check-commits.ts';
import { checkProcesses, type ProcessSample } from './check-processes.ts';
import { checkQueues } from './check-queues.ts';
import { checkSecrets } from './check-secrets.ts';
import { checkSessions } from './check-sessions.ts';
import { checkTables } from './check-tables.ts';
import { checkTasks } from './check-tasks.ts';
import { checkObjects, readCommits } from './read-commits.ts';
import { readTables, type Tables } from './read-tables.ts';
import type { Round } from './round.ts';
import { type Violation, violation } from './violation.ts';

/** Where the facts of a run are, and what the devices themselves say. */
export interface RunFacts {
  readonly databaseUrl: string;
  readonly repository: string;
  readonly sessionLog: string;
  readonly monitorUrl: string;
  readonly rounds: readonly Round[];
  readonly platformOf: ReadonlyMap<string, string>;
  /** Device → every secret it has shown. */
  readonly secretsOf: ReadonlyMap<string, readonly string[]>;
  readonly samples: readonly ProcessSample[];
}

export interface Verdict {
  readonly violations: readonly Violation[];
  readonly tables: Tables;
  readonly commits: number;
}

/** Judges a run by PostgreSQL, git, the devices' log and the broker's monitoring; uses no code of the services. */
export async function checkRun(facts: RunFacts): Promise<Verdict> {
  const tables = await readTables(facts.databaseUrl);
  const commits = await readCommits(facts.repository);
  const fsck = await checkObjects(facts.repository);
  const violations = [
    ...checkTasks(facts.rounds, tables),
    ...checkCommits({ ...facts, tasks: tables.tasks, commits }),
    ...checkTables(tables, commits),
    ...checkSecrets(facts.secretsOf, commits),
    ...(await checkSessions(facts.sessionLog)),
    ...(await checkQueues(facts.monitorUrl)),
    ...checkProcesses(facts.samples),
    ...(fsck === '' ? [] : [violation('git fsck is clean', fsck)]),
  ];
  return { violations, tables, commits: commits.length };
}
