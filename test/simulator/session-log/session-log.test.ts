import { join } from 'node:path';
import { findStaleBytes, readSessionLog, type SessionEvent, startSimulator } from '@netraven/simulator';
import test, { type ExecutionContext } from 'ava';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import { openShell } from '../helpers/open-shell.ts';
import { reachPrompt, readConfiguration } from '../helpers/read-configuration.ts';

async function makeLogPath(t: ExecutionContext): Promise<string> {
  return join(await makeTempFolder(t), 'deep', 'sessions.jsonl');
}

test('a session is written down from its opening to its end, in order, without passwords', async (t) => {
  const sessionLog = await makeLogPath(t);
  {
    await using simulator = await startSimulator({
      devices: [{ platform: 'cisco_ios', name: 'r1' }],
      sessionLog,
    });
    await readConfiguration(simulator.device('r1'));
  }
  const events = await readSessionLog(sessionLog);
  const main = events.filter(({ event }) => event !== 'received');
  t.deepEqual(
    main.map(({ event }) => event),
    ['opened', 'authenticated', 'shell', 'command', 'command', 'command', 'closed'],
  );
  t.deepEqual(
    events.flatMap((event) => (event.event === 'command' ? [event.line] : [])),
    ['enable', 'terminal length 0', 'show running-config'],
  );
  t.deepEqual(
    events.map(({ n }) => n),
    events.map((_, index) => index + 1),
  );
  t.deepEqual(
    events.map(({ atUs }) => atUs),
    events.map(({ atUs }) => atUs).toSorted((a, b) => a - b),
  );
  const received = events.reduce((sum, event) => sum + (event.event === 'received' ? event.bytes : 0), 0);
  const last = events.at(-1);
  t.is(last?.event === 'closed' ? last.receivedBytes : 0, received);
  t.false(JSON.stringify(events).includes('Sim!'), 'neither password is in the log');
});

test('bytes of an older session after a newer one has opened are found, and nothing else', async (t) => {
  const sessionLog = await makeLogPath(t);
  await using simulator = await startSimulator({
    devices: [{ platform: 'cisco_ios', name: 'r1' }],
    sessionLog,
  });
  const device = simulator.device('r1');
  await readConfiguration(device);
  await using older = await openShell(device);
  await reachPrompt(older, device);
  t.deepEqual(findStaleBytes(await readSessionLog(sessionLog)), []);

  await using newer = await openShell(device);
  await reachPrompt(newer, device);
  older.type('show version\n');
  await older.readUntil(/r1#$/);
  const stale = findStaleBytes(await readSessionLog(sessionLog));
  t.true(stale.length > 0);
  for (const { bytes, afterUs, ...rest } of stale) {
    t.deepEqual(rest, { device: 'r1', older: 2, newer: 3 });
    t.true(bytes > 0 && afterUs > 0);
  }
});

test('a newer session of another device makes no byte stale', (t) => {
  const at = (n: number, device: string, session: number) => ({ n, atUs: n, device, session });
  const events: SessionEvent[] = [
    { ...at(1, 'a', 1), event: 'opened', clientPort: 1 },
    { ...at(2, 'b', 2), event: 'opened', clientPort: 2 },
    { ...at(3, 'a', 1), event: 'received', bytes: 5 },
  ];
  t.deepEqual(findStaleBytes(events), []);
});
