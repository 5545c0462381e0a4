import { openLog } from '@netraven/common';
import { parseConfig } from '@netraven/common/config';
import { bucketNames } from '@netraven/common/jetstream';
import test from 'ava';
import { Admission } from '../../../packages/executor/src/admission/admission.ts';
import { BookStore } from '../../../packages/executor/src/admission/book-store.ts';
import { presenceKey, takePresence } from '../../../packages/executor/src/admission/presence.ts';
import type { Answer, Grant } from '../../../packages/executor/src/admission/ticket.ts';
import { openLeaseBucket } from '../../../packages/executor/src/task/device-lease.ts';
import { startTestSite } from '../../helpers/start-site.ts';

const LONG_MS = 60_000;

/** The store of a site with room for one session, for executors that are not there. */
async function startNarrowSite() {
  const stack = new AsyncDisposableStack();
  const site = stack.use(await startTestSite());
  const bind = (bucket: string) => site.connection.jetstream().views.kv(bucket, { bindOnly: true });
  const [leases, kv] = await Promise.all([
    bind(bucketNames.lease('ams')),
    bind(bucketNames.admission('ams')),
  ]);
  const { admission: settings } = parseConfig({ admission: { site: { sessions: 1 } } });
  const openAdmission = (name: string) => {
    const lease = openLeaseBucket(leases, { freshStore: true });
    const log = openLog('test', 'silent');
    const opened = new Admission({
      name,
      site: 'ams',
      settings,
      lease,
      kv,
      room: 20,
      freeSlots: () => 5,
      log,
    });
    stack.defer(() => opened.close());
    return opened;
  };
  return { stack, leases, openAdmission, readBook: () => new BookStore(kv).read() };
}

function grantOf(answer: Answer): Grant {
  if (answer.kind !== 'admitted') throw new Error(answer.kind);
  return answer.grant;
}

/** Asks for the one session, and waits until the book says that it has to wait. */
async function queueUp(
  admission: Admission,
  rank: string,
  signal: AbortSignal,
): Promise<{ readonly answer: Promise<Answer> }> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const needs = [{ resource: 'site', sessions: 1, logins: 0 }];
  const answer = admission.enter({ needs, rank }, { signal, onWait: resolve });
  await Promise.race([promise, answer]);
  return { answer };
}

test('no place is kept for who has left, whoever else waits', async (t) => {
  const { stack, openAdmission, readBook } = await startNarrowSite();
  await using _ = stack;
  const signal = AbortSignal.timeout(LONG_MS);
  const first = await queueUp(openAdmission('a'), '1-1', signal);
  const grant = grantOf(await first.answer);
  const leaving = new AbortController();
  const left = await queueUp(openAdmission('b'), '1-2', leaving.signal);
  const next = await queueUp(openAdmission('c'), '1-3', signal);
  leaving.abort();
  t.is((await left.answer).kind, 'left');
  grant.release();
  t.is((await next.answer).kind, 'admitted');
  t.deepEqual(Object.keys((await readBook()).holders), ['c.1']);
});

test('the time of the server goes on evenly where the clock of the machine is set back', async (t) => {
  const { stack, leases } = await startNarrowSite();
  await using _ = stack;
  const bucket = openLeaseBucket(leases, { freshStore: true });
  const presence = await takePresence(bucket, 'a.1', AbortSignal.timeout(LONG_MS));
  if (presence === null) return t.fail('no presence');
  stack.defer(presence.lease.release);
  const before = presence.nowMs();
  const clock = Date.now;
  Date.now = () => clock() - 3_600_000;
  try {
    t.true(presence.nowMs() >= before);
  } finally {
    Date.now = clock;
  }
});

test('a presence whose clock cannot be read is given up, so that nothing goes on renewing it', async (t) => {
  const { stack, leases } = await startNarrowSite();
  await using _ = stack;
  const unreadable = new Proxy(leases, {
    get: (target, name) => {
      if (name === 'get') return () => Promise.reject(new Error('no answer'));
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const bucket = openLeaseBucket(unreadable, { freshStore: true });
  const taking = takePresence(bucket, 'a.1', AbortSignal.timeout(LONG_MS));
  await t.throwsAsync(taking, { message: 'no answer' });
  t.is((await leases.get(presenceKey('a.1')))?.operation, 'DEL');
});
