import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { NetravenError } from '@netraven/common';
import type { Overview } from '@netraven/common/api';
import test from 'ava';
import { ErrorCode, NatsError } from 'nats';
import type { Api } from '../../../packages/cli/src/instance/open-api.ts';
import { plainStyle } from '../../../packages/cli/src/output/style.ts';
import { loadOverview } from '../../../packages/cli/src/top/load-overview.ts';
import { watchOverview } from '../../../packages/cli/src/top/watch-overview.ts';
import { makeOverview } from './make-overview.ts';

const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?7l';
const LEAVE = '\u001b[?7h\u001b[?25h\u001b[?1049l';

/** A terminal that notes what was drawn, and says so. */
function makeTerminal(columns: number, rows: number) {
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    raw: [] as boolean[],
    setRawMode(isRaw: boolean) {
      this.raw.push(isRaw);
    },
  });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns, rows });
  let drawn = '';
  stdout.on('data', (chunk) => {
    drawn += chunk;
  });
  const terminal = {
    stdin,
    stdout,
    stderr: new PassThrough(),
    showsProgress: true,
    isInteractive: true,
    style: plainStyle,
    errorStyle: plainStyle,
  };
  const until = async (text: string) => {
    while (!drawn.includes(text)) await once(stdout, 'data');
  };
  return { terminal, stdin, stdout, until, drawn: () => drawn };
}

function makeApi(answer: (asked: number) => Overview): Pick<Api, 'call'> {
  let asked = 0;
  return { call: async () => answer(asked++) as never };
}

test('it draws, draws again, survives a dispatcher that goes away, and gives the terminal back', async (t) => {
  const { terminal, stdin, stdout, until, drawn } = makeTerminal(100, 30);
  const api = makeApi((asked) => {
    if (asked === 1)
      throw new NetravenError('NETRAVEN_API_UNREACHABLE', 'system.overview: no dispatcher is running');
    return { ...makeOverview(), openJobs: asked };
  });
  const watching = watchOverview(api, { terminal, everyMs: 20, signal: new AbortController().signal });
  await until('0 open jobs');
  await until('as of 2026-11-23 08:00:00Z: system.overview: no dispatcher is running');
  await until('2 open jobs');
  await until('q to quit');
  const before = drawn().length;
  Object.assign(stdout, { columns: 40, rows: 10 });
  stdout.emit('resize');
  const resized = drawn().slice(before).split('\u001b[?2026h')[1] ?? '';
  t.is(resized.split('\r\n').length, 10);
  stdin.write('q');
  await watching;
  t.true(drawn().startsWith(ENTER));
  t.true(drawn().endsWith(LEAVE));
  t.deepEqual(stdin.raw, [true, false]);
  t.true(stdin.isPaused());
  t.is(stdout.listenerCount('resize'), 0);
});

for (const [key, typed] of [
  ['Escape', '\u001b'],
  ['Ctrl-C', '\u0003'],
] as const) {
  test(`${key} ends it, an arrow key does not`, async (t) => {
    const { terminal, stdin, until } = makeTerminal(80, 24);
    let asked = 0;
    const watching = watchOverview(
      makeApi((count) => {
        asked = count;
        return { ...makeOverview(), openJobs: count };
      }),
      { terminal, everyMs: 20, signal: new AbortController().signal },
    );
    await until('0 open jobs');
    stdin.write('\u001b[A');
    const seen = asked + 2;
    await until(`${seen} open jobs`);
    stdin.write(typed);
    await watching;
    t.pass();
  });
}

test('q ends it also while nobody answers', async (t) => {
  const { terminal, stdin, stdout, until, drawn } = makeTerminal(80, 24);
  const asked = Promise.withResolvers<void>();
  let calls = 0;
  const api: Pick<Api, 'call'> = {
    call: async () => {
      if (++calls === 1) return makeOverview() as never;
      asked.resolve();
      return await new Promise<never>(() => undefined);
    },
  };
  const watching = watchOverview(api, { terminal, everyMs: 1, signal: new AbortController().signal });
  await until('q to quit');
  await asked.promise;
  stdin.write('q');
  await watching;
  t.true(drawn().endsWith(LEAVE));
  t.is(stdout.listenerCount('resize'), 0);
});

test('what is wrong cannot move the cursor', async (t) => {
  const { terminal, stdin, until } = makeTerminal(200, 24);
  const api = makeApi((asked) => {
    if (asked === 0) return makeOverview();
    throw new NetravenError('NETRAVEN_API_UNREACHABLE', 'away \u001b[2J');
  });
  const watching = watchOverview(api, { terminal, everyMs: 1, signal: new AbortController().signal });
  await until('away <1b>[2J');
  stdin.write('q');
  await watching;
  t.pass();
});

test('an older dispatcher is named as such, one that is away as away', async (t) => {
  const away = new NetravenError('NETRAVEN_API_UNREACHABLE', 'system.overview: no dispatcher is running', {
    cause: new NatsError('503', ErrorCode.NoResponders),
  });
  const api = (status: () => unknown): Pick<Api, 'call'> => ({
    call: async (name) => {
      if (name === 'status') return status() as never;
      throw away;
    },
  });
  await t.throwsAsync(loadOverview(api(() => ({ version: '0.0.9' }))), {
    code: 'NETRAVEN_API_OUTDATED',
    message: 'the dispatcher of version 0.0.9 does not know system.overview',
  });
  await t.throwsAsync(
    loadOverview(
      api(() => {
        throw away;
      }),
    ),
    { is: away },
  );
});
