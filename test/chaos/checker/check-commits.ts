import { compareText, stableLines } from './compare-text.ts';
import type { Commit } from './read-commits.ts';
import type { TaskRow } from './read-tables.ts';
import type { DeviceState, Round } from './round.ts';
import { type Violation, violation } from './violation.ts';

export interface CommitFacts {
  readonly rounds: readonly Round[];
  readonly tasks: readonly TaskRow[];
  /** Oldest first. */
  readonly commits: readonly Commit[];
  readonly platformOf: ReadonlyMap<string, string>;
}

/**
 * Goes through the states of each device: what it was at the beginning of a round, or became in it, is in git at the
 * round's end, by exactly one commit, with that content and at its site; and nothing else is.
 */
export function checkCommits(facts: CommitFacts): Violation[] {
  const jobRound = new Map(
    facts.rounds.flatMap(({ jobs }, index) => jobs.map(({ id }) => [id, index] as const)),
  );
  const cancelled = new Set(
    facts.rounds.flatMap(({ jobs }) => jobs.flatMap(({ id, isCancelled }) => (isCancelled ? id : []))),
  );
  const taskById = new Map(facts.tasks.map((task) => [task.id, task]));
  const byDevice = Map.groupBy(facts.commits, ({ device }) => device);
  const found = facts.commits.flatMap((commit) => checkOrigin(commit, taskById.get(commit.task), cancelled));
  for (const [device, platform] of facts.platformOf) {
    const commits = (byDevice.get(device) ?? []).map((commit) => ({
      commit,
      round: jobRound.get(taskById.get(commit.task)?.job ?? '') ?? -1,
    }));
    const rounds = facts.rounds.map(({ states }) => states.get(device) ?? []);
    found.push(...checkDevice(device, { platform, rounds, commits }));
  }
  return found;
}

interface DeviceFacts {
  readonly platform: string;
  /** Its states in each round. */
  readonly rounds: readonly (readonly DeviceState[])[];
  readonly commits: readonly { readonly commit: Commit; readonly round: number }[];
}

function checkDevice(device: string, { platform, rounds, commits }: DeviceFacts): Violation[] {
  const found: Violation[] = [];
  const { history, spans } = toHistory(rounds, platform);
  let stored = -1;
  spans.forEach(([first, last], round) => {
    const where = `${device} in round ${round}`;
    let isWrong = false;
    for (const { commit } of commits.filter((one) => one.round === round)) {
      const differences: string[] = [];
      let match = -1;
      for (let index = Math.max(first, stored); index <= last && match < 0; index++) {
        const state = history[index];
        const difference = state ? compareState(commit, state, platform) : 'no such state';
        if (difference === null) match = index;
        else differences.push(difference);
      }
      if (match < 0) isWrong = true;
      if (match < 0)
        found.push(violation('the right content', `${where}, ${commit.id}: ${differences.join('; or ')}`));
      else if (match === stored)
        found.push(violation('one commit for a change', `${where}: ${commit.id} is one too many`));
      stored = Math.max(stored, match);
    }
    if (stored < first && !isWrong)
      found.push(violation('one commit for a change', `${where}: none of what it was then`));
    stored = Math.max(stored, first);
  });
  const order = commits.map(({ round }) => round);
  if (order.some((round, index) => round < (order[index - 1] ?? -1)))
    found.push(violation('commits in order', `${device}: rounds ${order.join(', ')}`));
  return found;
}

/**
 * The different states of a device in order, and for each round its first and last in that order. One that differs
 * from the one before in moving lines alone is the same.
 */
function toHistory(rounds: readonly (readonly DeviceState[])[], platform: string) {
  const history: DeviceState[] = [];
  let last = '';
  const spans = rounds.map((states) => {
    const indices = states.map((state) => {
      const key = `${state.site}\n${stableLines(state.text, platform).join('\n')}`;
      if (key !== last) history.push(state);
      last = key;
      return history.length - 1;
    });
    return [indices[0] ?? -1, indices.at(-1) ?? -1] as const;
  });
  return { history, spans };
}

function compareState({ files, text }: Commit, { site, text: wanted }: DeviceState, platform: string) {
  const stray = files.find(({ path }) => !path.startsWith(`${site}/`));
  return stray ? `${stray.path} is not of site ${site}` : compareText(text, wanted, platform);
}

/** A commit belongs to one task that says so, unless it was cancelled, and touches the files of its device alone. */
function checkOrigin(commit: Commit, task: TaskRow | undefined, cancelled: ReadonlySet<string>): Violation[] {
  const { id, device, files } = commit;
  const found: Violation[] = [];
  const isOwn = task?.device === device && task.outcome === 'changed' && task.commit === id;
  // A capture that came after the cancel is kept all the same.
  const isLate = task?.device === device && task.outcome === 'cancelled' && cancelled.has(task.job);
  if (!isOwn && !isLate) {
    const said = task ? `${task.device}, ${task.outcome}, ${task.commit}` : 'no such task';
    found.push(violation('a commit and its task agree', `${id} of ${device}: its task says ${said}`));
  }
  const paths = files.map(({ path }) => path.replace(/\.age$/, ''));
  if (paths.length === 0 || new Set(paths).size !== 1)
    found.push(violation('a commit is one device', `${id} of ${device}: ${paths.join(', ')}`));
  return found;
}
