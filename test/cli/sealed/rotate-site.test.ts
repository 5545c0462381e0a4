import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateIdentity } from '@netraven/common/seal';
import test from 'ava';
import { dropOldKeys, rotateSite } from '../../../packages/cli/src/sealed/rotate-site.ts';
import { startTestSystem } from '../../dispatcher/helpers/start-dispatcher.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

test('old keys stay in the file while the inventory names one of them', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  const [old, next] = [await generateIdentity(), await generateIdentity()];
  const file = join(await makeTempFolder(t), 'site.identity');
  // As a rotation leaves it that ended before it made its key known.
  const text = `${next.identity}\n${old.identity}\n`;
  await writeFile(file, text, { mode: 0o600 });
  await system.call('site.add', { name: 'default', recipient: old.recipient });
  await t.throwsAsync(dropOldKeys(system, 'default', file), {
    code: 'NETRAVEN_CONFLICT',
    message: `site default: its key in the inventory is ${old.recipient}, the newest of ${file} is ${next.recipient}`,
  });
  t.is(await readFile(file, 'utf8'), text);

  t.is((await rotateSite(system, 'default', file)).recipient, next.recipient);
  await dropOldKeys(system, 'default', file);
  t.is(await readFile(file, 'utf8'), `${next.identity}\n`);
});
