import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseConfig } from '@netraven/common/config';
import { generateIdentity, sealCredential } from '@netraven/common/seal';
import test from 'ava';
import { openKeys } from '../../packages/executor/src/open-keys.ts';
import { openWithKeys } from '../../packages/executor/src/task/open-credentials.ts';
import { makeTempFolder } from '../helpers/temp-folder.ts';

const FINGERPRINT_KEY = Buffer.alloc(32, 7).toString('base64');

test('a credential that is sealed to a newer key of the site opens without a restart', async (t) => {
  const file = join(await makeTempFolder(t), 'identity');
  const [old, next] = [await generateIdentity(), await generateIdentity()];
  const save = (...identities: string[]) => writeFile(file, `${identities.join('\n')}\n`, { mode: 0o600 });
  const sealFor = async (recipient: string) => [
    { name: 'c', username: 'u', sealed: await sealCredential({ password: 'p' }, [recipient]) },
  ];
  await save(old.identity);
  const { secrets } = parseConfig({ secrets: { identityFile: file } });
  const keys = await openKeys({ secrets }, { NETRAVEN_SECRETS_FINGERPRINT_KEY: FINGERPRINT_KEY });
  t.is((await openWithKeys(await sealFor(old.recipient), keys, new Map())).credentials.length, 1);

  await save(next.identity, old.identity);
  t.is((await openWithKeys(await sealFor(next.recipient), keys, new Map())).credentials.length, 1);
  t.is((await openWithKeys(await sealFor(old.recipient), keys, new Map())).credentials.length, 1);
  const { recipient } = await generateIdentity();
  await t.throwsAsync(openWithKeys(await sealFor(recipient), keys, new Map()), {
    code: 'NETRAVEN_TASK_CREDENTIAL_SEALED',
  });
  await rm(file);
  t.is(await keys.renewIdentities(), false, 'the source is not asked again at once');
  t.is(keys.identities().length, 2);
});

test('a key of one site opens nothing of another', async (t) => {
  const [here, elsewhere] = [await generateIdentity(), await generateIdentity()];
  const { secrets } = parseConfig({});
  const keys = await openKeys(
    { secrets },
    {
      NETRAVEN_SECRETS_IDENTITY: here.identity,
      NETRAVEN_SECRETS_FINGERPRINT_KEY: FINGERPRINT_KEY,
    },
  );
  const sealed = await sealCredential({ password: 'p' }, [elsewhere.recipient]);
  await t.throwsAsync(openWithKeys([{ name: 'c', username: 'u', sealed }], keys, new Map()), {
    code: 'NETRAVEN_TASK_CREDENTIAL_SEALED',
  });
});

test('the kinds that are to be kept apart are part of the fingerprint key', async (t) => {
  const { secrets } = parseConfig({ secrets: { distinctKinds: ['snmp-community'] } });
  const { identity } = await generateIdentity();
  const keys = await openKeys(
    { secrets },
    { NETRAVEN_SECRETS_IDENTITY: identity, NETRAVEN_SECRETS_FINGERPRINT_KEY: FINGERPRINT_KEY },
  );
  t.deepEqual(keys.fingerprintKey.distinctKinds, ['snmp-community']);
});
