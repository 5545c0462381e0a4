import { loadConfig } from '@netraven/common/config';
import test from 'ava';
import { instancePaths } from '../../../packages/cli/src/instance/instance-paths.ts';
import { trialConfig } from '../../../packages/cli/src/trial/try-device.ts';

test('a trial takes its keys where the executors take theirs: from files, or from commands', async (t) => {
  const config = await loadConfig({ environment: {} });
  const paths = instancePaths('/srv/netraven');
  const secretsOf = (secrets: Partial<typeof config.secrets>) =>
    trialConfig({ ...config, secrets: { ...config.secrets, ...secrets } }, paths, { site: 'ams' }).secrets;
  t.deepEqual(secretsOf({ recipients: ['age1'] }), {
    recipients: [],
    identityFile: '/srv/netraven/keys/site-ams.identity',
    fingerprintKeyFile: '/srv/netraven/keys/fingerprint.key',
  });
  const commands = { identityCommand: 'vault identity', fingerprintKeyCommand: 'vault key' };
  t.deepEqual(secretsOf(commands), { recipients: [], ...commands });
});
