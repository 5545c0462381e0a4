import type { Commit } from './read-commits.ts';
import type { Tables } from './read-tables.ts';
import { type Violation, violation } from './violation.ts';

/** PostgreSQL and git say the same: one version for each commit, and the current text of each device. */
export function checkTables({ tasks, versions, heads }: Tables, commits: readonly Commit[]): Violation[] {
  const found: Violation[] = [];
  const describe = (device: string, task: string, commit: string) => `${commit} of ${device} by task ${task}`;
  const inGit = commits.map(({ device, task, id }) => describe(device, task, id));
  const inTable = versions.map(({ device, task, commit }) => describe(device, task, commit));
  if (inGit.join('\n') !== inTable.join('\n')) {
    const [git, table] = [new Set(inGit), new Set(inTable)];
    const lost = inGit.filter((one) => !table.has(one));
    const made = inTable.filter((one) => !git.has(one));
    const what = `not in PostgreSQL: ${lost.join('; ') || 'none'}; not in git: ${made.join('; ') || 'none'}`;
    found.push(violation('a version for each commit, in order', what));
  }
  const newest = new Map(commits.map((commit) => [commit.device, commit]));
  for (const { device, commit, text } of heads) {
    if (newest.get(device)?.id !== commit || newest.get(device)?.text !== text)
      found.push(violation('the current text is the newest commit', `${device}: ${commit}`));
  }
  if (heads.length !== newest.size)
    found.push(
      violation('the current text is the newest commit', `${heads.length} texts, ${newest.size} devices`),
    );
  const ids = new Set(commits.map(({ id }) => id));
  for (const { id, commit } of tasks) {
    if (commit !== null && !ids.has(commit))
      found.push(violation('no commit is lost', `task ${id} names ${commit}, which is not on the branch`));
  }
  return found;
}
