import { parseConfig } from '@netraven/common/config';
import test from 'ava';
import {
  type AdmissionBook,
  countLogins,
  countSessions,
  emptyBook,
  noteLogins,
  strikeOut,
} from '../../../packages/executor/src/admission/admission-book.ts';
import { type Applicant, admit } from '../../../packages/executor/src/admission/admit.ts';
import {
  hasLimits,
  type Limit,
  limitOf,
  type Need,
  taskNeeds,
} from '../../../packages/executor/src/admission/limits.ts';
import { makeTask } from '../../helpers/make-task.ts';

const NOW = 1_800_000_000_000;
const limits: Record<string, Limit> = {
  site: { sessions: 3, loginsPerMinute: 0 },
  'credential a': { sessions: 1, loginsPerMinute: 0 },
  'credential r': { sessions: 0, loginsPerMinute: 20 },
};
const none: Limit = { sessions: 0, loginsPerMinute: 0 };

function need(resource: string, changes: Partial<Need> = {}): Need {
  const { sessions, loginsPerMinute } = limits[resource] ?? none;
  return { resource, sessions: Math.min(1, sessions), logins: Math.min(1, loginsPerMinute), ...changes };
}

const applicant = (rank: string, ...needs: Need[]): Applicant => ({ rank, needs });

function decide(book: AdmissionBook, applicants: readonly Applicant[], nowMs = NOW) {
  const limit = (resource: string) => limits[resource] ?? none;
  const { admitted, book: after } = admit(book, applicants, { me: 'me', nowMs, limit, mayAdmit: () => true });
  return { ranks: admitted.map(({ rank }) => rank), book: after };
}

test('as many are admitted as there is room for, urgent ones first, then in the order of the queue', (t) => {
  const { ranks, book } = decide(
    emptyBook,
    ['1-7', '1-5', '0-9', '1-6'].map((rank) => applicant(rank, need('site'))),
  );
  t.deepEqual(ranks, ['0-9', '1-5', '1-6']);
  t.deepEqual(book.holders, {
    me: { sessions: { site: 3 }, logins: {}, waiting: { site: { count: 1, first: '1-7', need: 1 } } },
  });
});

test('who waits for one thing holds up nobody who needs another', (t) => {
  const both = (rank: string) => applicant(rank, need('site'), need('credential a'));
  const waiting = [both('1-1'), both('1-2'), both('1-3'), applicant('1-4', need('site'))];
  const { ranks, book } = decide(emptyBook, waiting);
  t.deepEqual(ranks, ['1-1', '1-4']);
  t.deepEqual(book.holders.me?.waiting, { 'credential a': { count: 2, first: '1-2', need: 1 } });
});

test('a place is kept for the one of another executor who has waited longer, and for him alone', (t) => {
  const waiting = { site: { count: 9, first: '1-3', need: 1 } };
  const other = { ...emptyBook, holders: { other: { sessions: { site: 1 }, logins: {}, waiting } } };
  const mine = ['1-2', '1-4', '1-5'].map((rank) => applicant(rank, need('site')));
  t.deepEqual(decide(other, mine).ranks, ['1-2']);
  t.deepEqual(decide(other, mine.slice(1)).ranks, ['1-4'], 'one of the two free places');
});

test('two places at once are not taken one by one from who needs both', (t) => {
  const holding = (sessions: number) => ({
    other: { sessions: { site: sessions }, logins: {}, waiting: {} },
  });
  const wide = applicant('1-1', need('site', { sessions: 2 }));
  const first = decide({ ...emptyBook, holders: holding(2) }, [wide, applicant('1-2', need('site'))]);
  t.deepEqual(first.ranks, []);
  t.deepEqual(decide({ ...emptyBook, holders: holding(1) }, [wide]).ranks, ['1-1']);
});

test('logins of any minute stay within the limit, and are spread over it', (t) => {
  let book: AdmissionBook = emptyBook;
  const granted: number[] = [];
  for (let second = 0; second < 180; second++) {
    const nowMs = NOW + second * 1000;
    const asked = [1, 2, 3, 4, 5].map((n) => applicant(`1-${second}-${n}`, need('credential r')));
    const { ranks, book: after } = decide(noteLogins(book, [], nowMs), asked, nowMs);
    granted.push(ranks.length);
    const ended = ranks.map(() => ({ resource: 'credential r', atMs: nowMs + 500 }));
    book = noteLogins({ ...after, holders: {} }, ended, nowMs);
  }
  const sum = (counts: readonly number[]) => counts.reduce((all, n) => all + n, 0);
  const most = (seconds: number) =>
    Math.max(...granted.map((_, from) => sum(granted.slice(from, from + seconds))));
  t.true(most(60) <= 20 && most(6) <= 2, `${most(60)} in a minute, ${most(6)} in 6 s`);
  t.true(sum(granted) >= 45, `the limit is used: ${sum(granted)} in three minutes`);
});

test('a login under way counts until it has ended, and for a minute from then', (t) => {
  const under = decide(emptyBook, [applicant('1-1', need('credential r'))]).book;
  t.is(countLogins(under, 'credential r', NOW + 999_000), 1);
  const at = (ms: number) => NOW + ms;
  const ended = noteLogins(
    { ...under, holders: {} },
    [{ resource: 'credential r', atMs: at(90_000) }],
    at(90_000),
  );
  t.is(countLogins(noteLogins(ended, [], at(150_000)), 'credential r', 0), 1);
  t.deepEqual(noteLogins(ended, [], at(152_000)).recent, {}, 'the record does not grow');
});

test('who is gone leaves its sessions to the others, and its logins under way count as if they ended now', (t) => {
  const holders = { gone: { sessions: { site: 3 }, logins: { 'credential r': 2 }, waiting: {} } };
  const after = strikeOut({ ...emptyBook, holders }, 'gone', NOW);
  t.deepEqual(after, { v: 1, holders: {}, recent: { 'credential r': [[NOW / 1000, 2]] } });
  t.is(countSessions(after, 'site'), 0);
});

test('a task needs a login at each hop, and only what is limited counts', (t) => {
  const settings = parseConfig({
    admission: {
      site: { sessions: 10, loginsPerMinute: 60 },
      credential: { sessions: 5 },
      sites: { ams: { sessions: 4 } },
      credentials: { free: { sessions: 0 } },
      jumpHosts: { bastion: { loginsPerMinute: 30 } },
    },
  }).admission;
  const limit = (resource: string) => limitOf(settings, 'ams', resource);
  const credential = (name: string) => ({ name, username: 'u', sealed: 's' });
  const jump = { name: 'bastion', host: 'j', port: 22, credentials: [credential('jumper')], hostKeys: [] };
  const task = (name: string) => makeTask({ device: {}, jumps: [jump], credentials: [credential(name)] });
  t.deepEqual(taskNeeds(task('ops'), limit), [
    { resource: 'site', sessions: 1, logins: 2 },
    { resource: 'credential jumper', sessions: 1, logins: 0 },
    { resource: 'jump host bastion', sessions: 0, logins: 1 },
    { resource: 'credential ops', sessions: 1, logins: 0 },
  ]);
  t.deepEqual(taskNeeds(task('jumper'), limit)[1], { resource: 'credential jumper', sessions: 2, logins: 0 });
  t.is(taskNeeds(task('free'), limit).length, 3);
  t.deepEqual(limit('site'), { sessions: 4, loginsPerMinute: 60 });
  const sets = [
    {},
    { sites: { fra: { sessions: 1 } } },
    { sites: { ams: { sessions: 1 } } },
    { jumpHosts: { b: { sessions: 1 } } },
  ];
  t.deepEqual(
    sets.map((admission) => hasLimits(parseConfig({ admission }).admission, 'ams')),
    [false, false, true, true],
  );
});
