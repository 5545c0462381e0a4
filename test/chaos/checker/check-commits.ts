import { compareText, stableLines } from './compare-text.ts';
import type { Commit } from './read-commits.ts';
import type { TaskRow } from './read-tables.ts';
import type { Round } from './round.ts';
import { type Violation, violation } from './violation.ts';

export interface CommitFacts {
  readonly rounds: readonly Round[];
  readonly tasks: readonly TaskRow[];
  /** Oldest first. */
  readonly commits: readonly Commit[];
  readonly platformOf: ReadonlyMap<string, string>;
}

/**
 * Goes through the rounds of each device: exactly one commit where its configuration differs from the one before, with
 * that content, and none where it does not; in this order.
 */
export function checkCommits(facts: CommitFacts): Violation[] {
  const jobRound = new Map(
    facts.rounds.flatMap(({ jobs }, index) => jobs.map(({ id }) => [id, index] as const)),
  );
  const taskById = new Map(facts.tasks.map((task) => [task.id, task]));
  const byDevice = Map.groupBy(facts.commits, ({ device }) => device);
  const found = facts.commits.flatMap((commit) => checkOrigin(commit, taskById.get(commit.task)));
  for (const [device, platform] of facts.platformOf) {
    const commits = (byDevice.get(device) ?? []).map((commit) => ({
      commit,
      round: jobRound.get(taskById.get(commit.task)?.job ?? '') ?? -1,
    }));
    const states = facts.rounds.map(({ texts }) => texts.get(device) ?? '');
    found.push(...checkDevice(device, { platform, states, commits }));
  }
  return found;
}

interface DeviceFacts {
  readonly platform: string;
  /** Its configuration in each round. */
  readonly states: readonly string[];
  readonly commits: readonly { readonly commit: Commit; readonly round: number }[];
}

function checkDevice(device: string, { platform, states, commits }: DeviceFacts): Violation[] {
  const found: Violation[] = [];
  const stable = states.map((text) => stableLines(text, platform).join('\n'));
  states.forEach((state, round) => {
    const due = round === 0 || stable[round] !== stable[round - 1] ? 1 : 0;
    const made = commits.filter((one) => one.round === round);
    if (made.length !== due) {
      const ids = made.map(({ commit }) => commit.id).join(', ') || 'none';
      found.push(
        violation('one commit for a change', `${device} in round ${round}: ${due} due, found ${ids}`),
      );
    }
    for (const { commit } of made) {
      const difference = compareText(commit.text, state, platform);
      if (difference !== null)
        found.push(violation('the right content', `${device}, ${commit.id}: ${difference}`));
    }
  });
  const order = commits.map(({ round }) => round);
  if (order.some((round, index) => round < (order[index - 1] ?? -1)))
    found.push(violation('commits in order', `${device}: rounds ${order.join(', ')}`));
  return found;
}

/** A commit belongs to one task that says so, and touches the files of its device alone. */
function checkOrigin(commit: Commit, task: TaskRow | undefined): Violation[] {
  const { id, device, files } = commit;
  const found: Violation[] = [];
  const isOwn = task?.device === device && task.outcome === 'changed' && task.commit === id;
  if (!isOwn) {
    const said = task ? `${task.device}, ${task.outcome}, ${task.commit}` : 'no such task';
    found.push(violation('a commit and its task agree', `${id} of ${device}: its task says ${said}`));
  }
  const paths = files.map(({ path }) => path.replace(/\.age$/, ''));
  if (paths.length === 0 || new Set(paths).size !== 1)
    found.push(violation('a commit is one device', `${id} of ${device}: ${paths.join(', ')}`));
  return found;
}
