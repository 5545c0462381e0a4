import { parseConfig } from '@netraven/common/config';
import test from 'ava';
import { instancePaths } from '../../../packages/cli/src/instance/instance-paths.ts';
import { planRoles } from '../../../packages/cli/src/up/role-configs.ts';
import { roleEnvironment } from '../../../packages/cli/src/up/start-role.ts';

const login = (user: string) => ({
  url: 'nats://127.0.0.1:1',
  user,
  password: `${user}-pw`,
  domain: 'hub',
  siteDomain: '',
});

function plan(settings: Record<string, unknown>) {
  return planRoles({
    paths: instancePaths('/srv/netraven'),
    config: parseConfig(settings),
    logins: {
      dispatcher: login('dispatcher'),
      executor: login('executor'),
      'git-writer': login('git-writer'),
    },
    databaseUrl: 'postgresql://u:p@127.0.0.1/netraven',
    site: 'fra',
    executors: 2,
    freshStore: true,
  });
}

test('each role gets its own login, and only executors get keys', (t) => {
  const plans = plan({ secrets: { recipients: ['age1x'] }, log: { level: 'warn' } });
  t.deepEqual(
    plans.map(({ name, role, args, config }) => [
      name,
      role,
      args.join(' '),
      config.nats.user,
      config.secrets,
    ]),
    [
      ['dispatcher', 'dispatcher', '', 'dispatcher', { recipients: ['age1x'] }],
      ['git-writer', 'git-writer', '', 'git-writer', { recipients: ['age1x'] }],
      ...['executor-1', 'executor-2'].map((name) => [
        name,
        'executor',
        '--site fra',
        'executor',
        {
          recipients: ['age1x'],
          identityFile: '/srv/netraven/keys/site-fra.identity',
          fingerprintKeyFile: '/srv/netraven/keys/fingerprint.key',
        },
      ]),
    ],
  );
  for (const { config } of plans) t.deepEqual(parseConfig(structuredClone(config)), config);
  t.true(plans.every(({ config }) => config.log.level === 'warn'));
  t.deepEqual(
    plans.map(({ config }) => config.executor.freshStore),
    [false, false, true, true],
  );
});

test('relative paths start at the folder of the instance, absolute ones stay', (t) => {
  const [relative] = plan({ repository: { path: './git' }, platforms: { folder: 'platforms' } });
  t.is(relative?.config.repository.path, '/srv/netraven/git');
  t.deepEqual(relative?.config.platforms, { folder: '/srv/netraven/platforms' });
  const [absolute, , executor] = plan({
    repository: { path: '/data/git' },
    secrets: { identityFile: '/keys/site', fingerprintKeyFile: 'own.key' },
  });
  t.is(absolute?.config.repository.path, '/data/git');
  t.deepEqual(absolute?.config.platforms, {});
  t.deepEqual(absolute?.config.secrets, { recipients: [] }, 'keys are named to executors alone');
  t.deepEqual(executor?.config.secrets, {
    recipients: [],
    identityFile: '/keys/site',
    fingerprintKeyFile: '/srv/netraven/own.key',
  });
});

test('roles do not see the settings of the environment, which would win over their files', (t) => {
  const environment = {
    PATH: '/bin',
    HOME: '/root',
    NETRAVEN_DATABASE_URL: 'postgresql://u:secret@h/d',
    NETRAVEN_SECRETS_IDENTITY: 'key',
    NETRAVEN_TEST_RUN: '1',
    EMPTY: undefined,
  };
  const kept = { PATH: '/bin', HOME: '/root', NETRAVEN_TEST_RUN: '1' };
  t.deepEqual(roleEnvironment(environment, 'dispatcher'), kept);
  t.deepEqual(roleEnvironment(environment, 'git-writer'), kept);
  t.deepEqual(roleEnvironment(environment, 'executor'), { ...kept, NETRAVEN_SECRETS_IDENTITY: 'key' });
});

test('a command that gives a key takes the place of the file of the instance', (t) => {
  const executor = plan({
    secrets: {
      identityCommand: 'vault read a',
      fingerprintKeyCommand: 'vault read b',
      distinctKinds: ['psk'],
    },
  })[2];
  t.deepEqual(executor?.config.secrets, {
    recipients: [],
    identityCommand: 'vault read a',
    fingerprintKeyCommand: 'vault read b',
    distinctKinds: ['psk'],
  });
});

test('only the dispatcher is told of notifications, with their files in the folder of the instance', (t) => {
  const smtp = { host: 'mail', user: 'u', passwordFile: 'mail.password', caFile: '/etc/ca.pem' };
  const plans = plan({
    notifications: [
      { name: 'chat', webhook: { urlFile: 'chat.url', format: 'slack' } },
      { name: 'noc', email: { to: ['a@b'], from: 'n@b', smtp } },
    ],
  });
  const [chat, noc] = plans[0]?.config.notifications ?? [];
  t.deepEqual(chat?.webhook, { urlFile: '/srv/netraven/chat.url', format: 'slack' });
  t.deepEqual(noc?.email?.smtp, {
    ...smtp,
    passwordFile: '/srv/netraven/mail.password',
    port: 587,
    tls: 'starttls',
  });
  t.deepEqual(
    plans.slice(1).map(({ config }) => config.notifications),
    [[], [], []],
  );
  for (const { config } of plans) t.deepEqual(parseConfig(structuredClone(config)), config);
});
