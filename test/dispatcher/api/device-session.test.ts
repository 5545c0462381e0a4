import { defaultLimits } from '@netraven/common/config';
import test from 'ava';
import { startTestSystem } from '../helpers/start-dispatcher.ts';

const sealed = (site: string) =>
  `-----BEGIN AGE ENCRYPTED FILE-----\n${site}\n-----END AGE ENCRYPTED FILE-----\n`;

test('a session outside of jobs is described as a task would be', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await system.call('credential.add', {
    name: 'ops',
    username: 'backup',
    sealed: { default: sealed('default') },
    holds: ['password'],
  });
  await system.call('device.import', {
    devices: [
      { name: 'jump', host: '192.0.2.9', platform: 'linux' },
      { name: 'r1', host: '192.0.2.1', platform: 'eos', jumps: ['jump'], limits: { idleMs: 9000 } },
    ],
  });
  await system.query(`insert into host_key (device_id, type, fingerprint, pinned_at)
    select id, 'ssh-ed25519', 'SHA256:' || name, now() from device`);
  const credentials = [{ name: 'ops', username: 'backup', sealed: sealed('default') }];
  t.deepEqual(await system.call('device.session', { name: 'r1' }), {
    site: 'default',
    device: {
      id: 2,
      name: 'r1',
      host: '192.0.2.1',
      port: 22,
      platform: 'arista_eos',
      epoch: 1,
      path: 'default/r1.cfg',
      serial: null,
      hostname: null,
    },
    credentials,
    jumps: [{ name: 'jump', device: 1, host: '192.0.2.9', port: 22, credentials, hostKeys: ['SHA256:jump'] }],
    hostKey: { policy: 'trust-on-first-use', pinned: ['SHA256:r1'] },
    algorithms: 'modern',
    limits: { ...defaultLimits, idleMs: 9000 },
  });
  await t.throwsAsync(system.call('device.session', { name: 'r2' }), { code: 'NETRAVEN_NOT_FOUND' });
  await system.query(`update device set moved_from = 'old' where name = 'r1'`);
  await t.throwsAsync(system.call('device.session', { name: 'r1' }), {
    code: 'NETRAVEN_CONFLICT',
    message: 'r1: a task may still run at site old',
  });
});
