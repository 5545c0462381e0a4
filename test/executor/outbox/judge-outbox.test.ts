import test from 'ava';
import { judgeOutbox, type OutboxProgress } from '../../../packages/executor/src/outbox/judge-outbox.ts';

const limits = { messages: 100, fullShare: 0.8, stallMs: 1000 };
const state = { messages: 0, bytes: 0, maxBytes: 1000, lastSequence: 500 };

/** The reason at each look, one every 600 ms. */
function look(states: readonly Partial<typeof state>[]): (string | null)[] {
  let before: OutboxProgress | null = null;
  return states.map((changes, index) => {
    const { reason, progress } = judgeOutbox(
      { ...state, ...changes },
      { before, limits, nowMs: index * 600 },
    );
    before = progress;
    return reason;
  });
}

test('nothing is pulled while the outbox holds too many messages or bytes', (t) => {
  t.deepEqual(
    look([{ messages: 99 }, { messages: 100 }, { bytes: 799 }, { bytes: 800 }, { bytes: 900, maxBytes: -1 }]),
    [null, '100 messages wait in the outbox, at most 100', null, 'the outbox is 80 % full', null],
  );
});

test('nothing is pulled while nothing leaves the outbox, until something does', (t) => {
  const stalled = { messages: 30, lastSequence: 500 };
  t.deepEqual(
    look([
      stalled,
      stalled,
      stalled,
      { messages: 40, lastSequence: 510 },
      { messages: 39, lastSequence: 510 },
    ]),
    [
      null,
      null,
      '30 messages wait in the outbox and none has left it for 1 s',
      '40 messages wait in the outbox and none has left it for 1 s',
      null,
    ],
  );
});

test('a few messages that do not move stop nobody', (t) => {
  const few = { messages: 19 };
  t.deepEqual(look([few, few, few, few]), [null, null, null, null]);
});
