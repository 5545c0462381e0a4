import test from 'ava';
import {
  type CircuitEntry,
  circuitTarget,
  countFailure,
  judgeCircuit,
  judgeSession,
} from '../../../packages/executor/src/circuit/circuit.ts';
import { makeTask } from '../../helpers/make-task.ts';

const settings = { failures: 3, openMs: 60_000, maxOpenMs: 200_000 };
const NOW = Date.parse('2026-01-01T00:00:00.000Z');

/** What stands there after failures at these milliseconds after `NOW`. */
function failAt(...times: readonly number[]): CircuitEntry {
  let entry: CircuitEntry | null = null;
  for (const ms of times) {
    const failure = { code: 'NETRAVEN_CONNECT_TIMEOUT', target: 't', now: NOW + ms, random: 1 };
    entry = countFailure(entry, failure, settings);
  }
  if (entry === null) throw new Error('no failure');
  return entry;
}

const at = (ms: number) => new Date(NOW + ms).toISOString();

test('a circuit opens at the configured number of failures in a row, and then at each further one for longer, up to the cap', (t) => {
  t.deepEqual(failAt(0, 10), {
    v: 1,
    failures: 2,
    since: at(0),
    code: 'NETRAVEN_CONNECT_TIMEOUT',
    target: 't',
    openUntil: null,
    openings: 0,
    probe: null,
  });
  const openings = [failAt(0, 0, 0), failAt(0, 0, 0, 0), failAt(0, 0, 0, 0, 0), failAt(0, 0, 0, 0, 0, 0)].map(
    ({ openUntil, openings }) => [openings, openUntil],
  );
  t.deepEqual(openings, [
    [1, at(60_000)],
    [2, at(120_000)],
    [3, at(200_000)],
    [4, at(200_000)],
  ]);
});

test('half of the time is random, so that devices that failed together are not tried together', (t) => {
  const two = failAt(0, 0);
  const until = [0, 0.5, 1].map(
    (random) =>
      countFailure(two, { code: 'NETRAVEN_CONNECT_RESET', target: 't', now: NOW, random }, settings)
        .openUntil,
  );
  t.deepEqual(until, [at(30_000), at(45_000), at(60_000)]);
});

test('an open circuit lets nobody in before its time, one session after it, and an operator who asks for the device alone', (t) => {
  const open = failAt(0, 0, 0);
  const judge = (now: number, changes = {}) =>
    judgeCircuit(open, { target: 't', isProbe: false, ...changes }, NOW + now);
  t.deepEqual([judge(59_999), judge(60_000), judge(0, { isProbe: true })], ['open', 'probe', 'probe']);
  t.is(judge(0, { target: 'another address' }), 'free');
  t.is(judgeCircuit(failAt(0, 0), { target: 't', isProbe: false }, NOW), 'free', 'below the number');
});

test('failures with another address or other credentials are counted anew', (t) => {
  const changed = countFailure(
    failAt(0, 0, 0),
    { code: 'NETRAVEN_AUTH_FAILED', target: 'new', now: NOW + 5, random: 0 },
    settings,
  );
  t.like(changed, { failures: 1, since: at(5), openUntil: null, openings: 0, target: 'new' });
  const sealed = (text: string) => [{ name: 'ops', username: 'ops', sealed: text }];
  const targets = [
    makeTask({ device: {} }),
    makeTask({ device: { host: '10.0.0.1' } }),
    makeTask({ device: { port: 23 } }),
    makeTask({ device: { platform: 'arista_eos' } }),
    makeTask({ device: {}, credentials: sealed('a') }),
    makeTask({ device: {}, credentials: sealed('b') }),
    makeTask({ device: {}, algorithms: 'legacy' }),
    makeTask({ device: {}, hostKey: { policy: 'strict', pinned: [] } }),
    makeTask({ device: {}, jumps: [{ host: 'j', port: 22, credentials: [], hostKeys: [] }] }),
  ].map(circuitTarget);
  t.is(new Set(targets).size, targets.length);
  t.is(circuitTarget(makeTask({ device: {}, id: 'other-1', job: 'other' })), targets[0] ?? '');
});

test('the device, the network and the login count; what is ours and what was captured does not', (t) => {
  const told = (codes: readonly (string | null)[]) => codes.map((code) => judgeSession(code));
  t.deepEqual(
    told([
      'NETRAVEN_CONNECT_TIMEOUT',
      'NETRAVEN_SSH_HANDSHAKE',
      'NETRAVEN_AUTH_FAILED',
      'NETRAVEN_SESSION_IDLE',
    ]),
    ['fails', 'fails', 'fails', 'fails'],
  );
  t.deepEqual(told([null, 'NETRAVEN_CAPTURE_REFUSED', 'NETRAVEN_CAPTURE_TRUNCATED']), [
    'works',
    'works',
    'works',
  ]);
  t.deepEqual(
    told([
      'NETRAVEN_TASK_CANCELLED',
      'NETRAVEN_TASK_STOPPED',
      'NETRAVEN_TASK_LEASE_LOST',
      'NETRAVEN_AUTH_KEY',
      'NETRAVEN_DATABASE_UNREACHABLE',
      'NETRAVEN_INTERNAL',
    ]),
    ['nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing'],
  );
});
