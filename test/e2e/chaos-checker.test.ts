import test from 'ava';
import { checkCommits } from '../chaos/checker/check-commits.ts';
import { checkProcesses } from '../chaos/checker/check-processes.ts';
import { checkSecrets } from '../chaos/checker/check-secrets.ts';
import { checkTables } from '../chaos/checker/check-tables.ts';
import { checkTasks } from '../chaos/checker/check-tasks.ts';
import { compareText } from '../chaos/checker/compare-text.ts';
import type { Commit } from '../chaos/checker/read-commits.ts';
import type { TaskRow } from '../chaos/checker/read-tables.ts';
import type { Round } from '../chaos/checker/round.ts';
import type { Violation } from '../chaos/checker/violation.ts';
import { faultKinds } from '../chaos/plan/fault.ts';
import { planFaults } from '../chaos/plan/plan-faults.ts';

const texts = ['hostname r1\nenable secret 9 $9$old\n', 'hostname r1\nenable secret 9 $9$new\n'];
const stored = ['old', 'new'].map((print) => `hostname r1\nenable secret 9 <secret:hash:k1-${print}>\n`);

/** A device that changed once, backed up before and after. */
const rounds: Round[] = texts.map((text, index) => ({
  jobs: [{ id: `j${index}`, devices: ['r1'], isCancelled: false }],
  states: new Map([['r1', [{ site: 'default', text }]]]),
}));
const tasks: TaskRow[] = ['a', 'b'].map((commit, index) => ({
  id: `j${index}-r1`,
  job: `j${index}`,
  device: 'r1',
  outcome: 'changed',
  commit,
  attempts: 1,
  code: null,
}));
const commits: Commit[] = ['a', 'b'].map((id, index) => ({
  id,
  device: 'r1',
  task: `j${index}-r1`,
  files: [{ path: 'default/r1.cfg', blob: `blob-${id}` }],
  text: stored[index] ?? '',
}));
const jobs = rounds.flatMap((round) => round.jobs.map(({ id }) => ({ id, status: 'COMPLETED_SUCCESS' })));
const versions = commits.map(({ id, device, task }) => ({
  device,
  task,
  commit: id,
  blob: `blob-${id}`,
  path: 'default/r1.cfg',
}));
const heads = [{ device: 'r1', commit: 'b', text: stored[1] ?? '' }];
const platformOf = new Map([['r1', 'cisco_ios']]);

const rulesOf = (violations: readonly Violation[]) => violations.map(({ rule }) => rule);
const judge = (changed: {
  rounds?: readonly Round[];
  tasks?: readonly TaskRow[];
  commits?: readonly Commit[];
}) => rulesOf(checkCommits({ rounds, tasks, commits, platformOf, ...changed }));
const replaced = <T>(list: readonly T[], index: number, change: Partial<T>): T[] =>
  list.map((item, at) => (at === index ? { ...item, ...change } : item));

test('a run without a fault has no violation', (t) => {
  t.deepEqual(checkTasks(rounds, { jobs, tasks, versions, heads }), []);
  t.deepEqual(checkCommits({ rounds, tasks, commits, platformOf }), []);
  t.deepEqual(checkTables({ jobs, tasks, versions, heads }, commits), []);
});

test('a change without a commit, with two, or with that of another round is told', (t) => {
  const unchanged = replaced(tasks, 1, { outcome: 'unchanged', commit: null });
  t.deepEqual(judge({ commits: commits.slice(0, 1), tasks: unchanged }), ['one commit for a change']);
  const twice = [...commits, ...replaced(commits.slice(1), 0, { id: 'c' })];
  t.deepEqual(judge({ commits: twice }), ['a commit and its task agree', 'one commit for a change']);
  t.deepEqual(judge({ commits: commits.toReversed() }), ['commits in order']);
});

test('a change in mid-job may be seen in this round or the next, and is told when it is in neither', (t) => {
  const shown = ['hostname r1\n', 'hostname r1\nvlan 7\n'];
  const states = shown.map((text) => ({ site: 'default', text }));
  const inFirst = [states, states.slice(1)].map((seen, index) => ({
    jobs: [{ id: `j${index}`, devices: ['r1'], isCancelled: false }],
    states: new Map([['r1', seen]]),
  }));
  const made = commits.map((commit, index) => ({ ...commit, text: shown[index] ?? '' }));
  t.deepEqual(judge({ rounds: inFirst, commits: made }), []);
  const atOnce = replaced(tasks, 1, { job: 'j0' });
  t.deepEqual(judge({ rounds: inFirst, commits: made, tasks: atOnce }), []);
  t.deepEqual(judge({ rounds: inFirst, commits: made.slice(1), tasks: atOnce }), []);
  const backwards = { rounds: inFirst, commits: made.toReversed(), tasks: atOnce };
  t.deepEqual(judge(backwards), ['the right content']);
  t.deepEqual(judge({ rounds: inFirst, commits: made.slice(0, 1) }), ['one commit for a change']);
});

test('a device that moved is committed at its new site, and told when it is not', (t) => {
  const moved = rounds.map((round, index) => ({
    ...round,
    states: new Map([['r1', [{ site: index === 0 ? 'default' : 'branch', text: texts[0] ?? '' }]]]),
  }));
  const files = [{ path: 'branch/r1.cfg', blob: 'blob-b' }];
  const there = replaced(commits, 1, { files, text: stored[0] ?? '' });
  t.deepEqual(judge({ rounds: moved, commits: there }), []);
  t.true(judge({ rounds: moved }).includes('the right content'));
});

test('a job that was cancelled may leave tasks out, and keep a commit that came late', (t) => {
  const cancelled = rounds.map((round) => ({
    ...round,
    jobs: round.jobs.map((job) => ({ ...job, isCancelled: true })),
  }));
  const rows = jobs.map((job) => ({ ...job, status: 'CANCELLED' }));
  const judgeTasks = (of: readonly Round[], made: readonly TaskRow[]) =>
    rulesOf(checkTasks(of, { jobs: rows, tasks: made, versions, heads }));
  const ended = tasks.map((task) => ({ ...task, outcome: 'cancelled' }));
  t.deepEqual(judgeTasks(cancelled, ended), []);
  t.deepEqual(judgeTasks(cancelled, []), []);
  t.true(judgeTasks(rounds, ended).includes('a healthy device is backed up'));
  t.deepEqual(judge({ rounds: cancelled, tasks: ended }), []);
  t.true(judge({ tasks: ended }).includes('a commit and its task agree'));
});

test('another content than the device printed is told, and so is a foreign file', (t) => {
  t.deepEqual(judge({ commits: replaced(commits, 0, { text: 'hostname r1\n' }) }), ['the right content']);
  const files = [...(commits[0]?.files ?? []), { path: 'default/r2.cfg', blob: 'x' }];
  t.deepEqual(judge({ commits: replaced(commits, 0, { files }) }), ['a commit is one device']);
});

test('a stored text is compared line by line, with a token for what is missing', (t) => {
  const compare = (text: string) => compareText(text, 'a 1\nkey 7 SECRET tail\nb 2\n', 'cisco_ios');
  t.is(compare('a 1\nkey 7 <secret:key:k1-abc> tail\nb 2\n'), null);
  t.is(compare('a 1\nkey 7 <secret:key:opaque> tail\nb 2\n'), null);
  for (const wrong of [
    'a 1\nkey 7 <secret:key:k1-abc>\nb 3\n',
    'a 1\nkey 5 <secret:key:k1-abc> tail\nb 2\n',
    'a 1\nkey 7 <secret:key:k1-abc> tail\n',
    'a 1\nkey 7 <secret:key:k1-abc> tail\nb 2\nc 3\n',
  ])
    t.not(compare(wrong), null, wrong);
});

test('a task that is missing, made twice, open or failed is told, and a job that does not close', (t) => {
  const judgeTasks = (changed: readonly TaskRow[], jobRows = jobs) =>
    rulesOf(checkTasks(rounds, { jobs: jobRows, tasks: changed, versions, heads }));
  t.deepEqual(judgeTasks(tasks.slice(1)), ['every task exists']);
  t.deepEqual(judgeTasks([...tasks, ...tasks.slice(1)]), ['a task exists once']);
  t.deepEqual(judgeTasks(replaced(tasks, 0, { outcome: null })), ['every task has an outcome']);
  t.deepEqual(judgeTasks(replaced(tasks, 0, { outcome: 'failed' })), ['a healthy device is backed up']);
  t.deepEqual(judgeTasks(tasks, replaced(jobs, 0, { status: 'RUNNING' })), ['every job closes']);
  t.deepEqual(judgeTasks(tasks, jobs.slice(1)), ['no request is lost']);
});

test('a difference between PostgreSQL and git is told', (t) => {
  const judgeTables = (changed: Partial<Parameters<typeof checkTables>[0]>, inGit = commits) =>
    rulesOf(checkTables({ jobs, tasks, versions, heads, ...changed }, inGit));
  t.deepEqual(judgeTables({ versions: versions.slice(1) }), ['a version for each commit, in order']);
  t.deepEqual(judgeTables({ heads: replaced(heads, 0, { commit: 'a' }) }), [
    'the current text is the newest commit',
  ]);
  t.deepEqual(judgeTables({ tasks: replaced(tasks, 0, { commit: 'gone' }) }), ['no commit is lost']);
});

test('a secret in a commit is told', (t) => {
  const leaked = replaced(commits, 1, { text: texts[1] ?? '' });
  t.deepEqual(rulesOf(checkSecrets(new Map([['r1', ['$9$new']]]), leaked)), ['no secret in git']);
  t.deepEqual(checkSecrets(new Map([['r1', ['$9$new']]]), commits), []);
});

test('a process that ends with far more than it ever needed is told; one that was busy in between is not', (t) => {
  const sampled = (held: readonly number[]) =>
    held.map((descriptors, index) => {
      return {
        name: 'executor-1',
        pid: 7,
        atMs: index * 20_000,
        residentMib: 100 + descriptors,
        descriptors,
      };
    });
  t.deepEqual(checkProcesses(sampled([30, 900, 40])), []);
  t.deepEqual(rulesOf(checkProcesses(sampled([30, 400, 900]))), ['no descriptors leak', 'no memory leaks']);
});

test('a plan follows from its seed and holds every kind before any comes again', (t) => {
  const plan = planFaults('7', 2 * faultKinds.length, faultKinds);
  t.deepEqual(plan, planFaults('7', 2 * faultKinds.length, faultKinds));
  t.notDeepEqual(plan, planFaults('8', 2 * faultKinds.length, faultKinds));
  const kinds = plan.map(({ kind }) => kind);
  t.deepEqual(kinds.slice(0, faultKinds.length).toSorted(), faultKinds.toSorted());
  t.deepEqual(kinds.slice(faultKinds.length).toSorted(), faultKinds.toSorted());
});
