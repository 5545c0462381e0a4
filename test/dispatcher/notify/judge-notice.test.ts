import type { NoticeKind } from '@netraven/common/message';
import test from 'ava';
import { judgeNotice, type Notice } from '../../../packages/dispatcher/src/notify/judge-notice.ts';

const terms = {
  on: ['changed', 'failed', 'recovered', 'quarantined', 'replaced'] as NoticeKind[],
  changes: ['significant' as const],
  sites: [],
  platforms: [],
  tags: [],
  failuresInARow: 2,
};

const blank: Notice = {
  topic: 'outcome',
  site: 'ams',
  platform: 'cisco_ios',
  tags: ['core'],
  change: null,
  outcome: null,
  outcomeBefore: null,
  failures: 0,
  failuresBefore: 0,
};

/** What is told of a device whose tasks end so, one after the other. */
function tell(outcomes: readonly Notice['outcome'][], failuresInARow: number): string[] {
  let before: Pick<Notice, 'outcome' | 'failures'> = { outcome: null, failures: 0 };
  return outcomes.map((outcome) => {
    const failures = outcome === 'failed' ? before.failures + 1 : 0;
    const notice = {
      ...blank,
      outcome,
      failures,
      outcomeBefore: before.outcome,
      failuresBefore: before.failures,
    };
    before = { outcome, failures };
    const told = judgeNotice(notice, { ...terms, failuresInARow });
    return told ? `${told.kind} from ${told.stateBefore}` : '-';
  });
}

test('a device is failing once it failed often enough in a row, and recovers once', (t) => {
  t.deepEqual(tell(['failed', 'failed', 'failed', 'changed', 'unchanged', 'failed', 'unchanged'], 2), [
    '-',
    'failed from ok',
    '-',
    'recovered from failing',
    '-',
    '-',
    '-',
  ]);
  t.deepEqual(tell(['failed', 'failed', 'superseded', 'failed'], 1), [
    'failed from ok',
    '-',
    'recovered from failing',
    'failed from ok',
  ]);
});

test('a quarantined device is told once, whatever it was before, and recovers from it', (t) => {
  t.deepEqual(tell(['quarantined', 'quarantined', 'unchanged'], 2), [
    'quarantined from ok',
    '-',
    'recovered from quarantined',
  ]);
  t.deepEqual(tell(['failed', 'failed', 'quarantined', 'failed', 'failed', 'changed'], 2), [
    '-',
    'failed from ok',
    'quarantined from failing',
    '-',
    'failed from ok',
    'recovered from failing',
  ]);
});

test('only classes of change that were asked for are told', (t) => {
  const version = { ...blank, topic: 'version' as const };
  const told = (change: Notice['change'], changes = terms.changes as Notice['change'][]) =>
    judgeNotice({ ...version, change }, { ...terms, changes: changes.filter((one) => one !== null) })?.kind;
  t.is(told('significant'), 'changed');
  t.is(told('secret-only'), undefined);
  t.is(told('rekeyed', ['rekeyed']), 'changed');
});

test('a target hears only of kinds and devices it asked for', (t) => {
  const serial = { ...blank, topic: 'serial' as const };
  const isTold = (over: object) => judgeNotice(serial, { ...terms, ...over }) !== null;
  t.true(isTold({}));
  t.true(isTold({ sites: ['fra', 'ams'], platforms: ['cisco_ios'], tags: ['edge', 'core'] }));
  t.false(isTold({ sites: ['fra'] }));
  t.false(isTold({ platforms: ['juniper_junos'] }));
  t.false(isTold({ tags: ['edge'] }));
  t.false(isTold({ on: ['changed'] }));
});
