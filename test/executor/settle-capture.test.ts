import { startSimulator } from '@netraven/simulator';
import test from 'ava';
import { makeTask } from '../helpers/make-task.ts';
import { startTestSite } from '../helpers/start-site.ts';

const LOGIN = { username: 'netops', password: 'right-login-9', enable: 'right-enable-9' };

test('a replaced chassis is taken, with a warning in the job log', async (t) => {
  await using site = await startTestSite();
  await using simulator = await startSimulator({
    ...LOGIN,
    devices: [{ platform: 'cisco_ios', name: 'sw1' }],
  });
  const { host, port, name } = simulator.device('sw1');
  const sealed = await site.seal({ password: LOGIN.password, enable: LOGIN.enable });
  await site.startExecutor();
  await site.publishTask(
    makeTask({
      credentials: [{ name: 'ops', username: LOGIN.username, sealed }],
      device: { name, host, port, serial: 'OLD1', hostname: name },
    }),
  );
  const { outcome, log, facts } = await site.nextResult();
  t.is(outcome, 'captured');
  t.deepEqual(
    log.filter(({ level }) => level === 'warn').map(({ message }) => message),
    [`another chassis: serial number ${facts?.serial}, was OLD1`],
  );
  t.deepEqual(facts?.weakSecrets, { count: 0, lines: [] });
});

test('a text that is in git already is not set apart, however short it is', async (t) => {
  await using site = await startTestSite();
  await using simulator = await startSimulator({
    ...LOGIN,
    devices: [{ platform: 'cisco_ios', name: 'sw1', chaos: ['shrunk'] }],
  });
  const { host, port, name } = simulator.device('sw1');
  const sealed = await site.seal({ password: LOGIN.password, enable: LOGIN.enable });
  const task = (job: string, hash: string) =>
    makeTask({
      id: `${job}-1`,
      job,
      known: { fence: '1-1-1', hash, bytes: 1_000_000, sealedTo: null },
      credentials: [{ name: 'ops', username: LOGIN.username, sealed }],
      device: { name, host, port },
    });
  await site.startExecutor();
  await site.publishTask(task('a', '0'.repeat(64)));
  const { outcome, quarantine, error } = await site.nextResult();
  t.deepEqual([outcome, error?.code], ['quarantined', 'NETRAVEN_CAPTURE_SHRUNK']);
  await site.publishTask(task('b', quarantine?.hash ?? ''));
  t.is((await site.nextResult()).outcome, 'captured');
  t.is((await site.nextSnapshot()).hash, quarantine?.hash ?? '');
});

test('a credential that was refused before another one was taken is a warning in the job log', async (t) => {
  await using site = await startTestSite();
  await using simulator = await startSimulator({
    ...LOGIN,
    devices: [{ platform: 'cisco_ios', name: 'sw1' }],
  });
  const { host, port, name } = simulator.device('sw1');
  const old = await site.seal({ password: 'wrong-login-9' });
  const sealed = await site.seal({ password: LOGIN.password, enable: LOGIN.enable });
  await site.startExecutor();
  await site.publishTask(
    makeTask({
      credentials: [
        { name: 'old', username: LOGIN.username, sealed: old },
        { name: 'ops', username: LOGIN.username, sealed },
      ],
      device: { name, host, port },
    }),
  );
  const { outcome, log } = await site.nextResult();
  t.is(outcome, 'captured');
  t.deepEqual(
    log.filter(({ level }) => level === 'warn').map(({ message }) => message),
    ['credential old was refused, ops was taken'],
  );
});
