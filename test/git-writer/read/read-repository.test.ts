import { openLog } from '@netraven/common';
import { callGit, readGitFile } from '@netraven/common/api';
import test from 'ava';
import { openReader } from '../../../packages/git-writer/src/read/read-repository.ts';
import { registerService } from '../../../packages/git-writer/src/register-service.ts';
import { recoverRepository } from '../../../packages/git-writer/src/repository/recover-repository.ts';
import { defaultSettings, newCounters } from '../../../packages/git-writer/src/writer.ts';
import { seededRandom } from '../helpers/random.ts';
import { makeWriterPlace } from '../helpers/start-writer.ts';
import { writeCorpus } from '../helpers/write-corpus.ts';

test('configurations are read by commit and path through the service, however large', async (t) => {
  const place = await makeWriterPlace(t);
  const { gitDir, connection, inventory } = place;
  const reader = openReader(gitDir);
  const context = {
    gitDir,
    settings: defaultSettings,
    connection,
    inventory,
    log: openLog('test', 'silent'),
    counters: { ...newCounters(), changed: 2 },
  };
  const service = await registerService(context, reader, () => 'writing');
  const path = 'site/device.cfg';
  const file = { commit: '0'.repeat(40), path };
  await t.throwsAsync(callGit(connection, 'show', file), {
    code: 'NETRAVEN_NOT_FOUND',
    message: 'the repository is empty',
  });

  const random = seededRandom(5);
  const large = Buffer.from(Array.from({ length: 1_500_000 }, () => Math.floor(random() * 256)));
  const { repository } = await recoverRepository(gitDir, null);
  const commits: string[] = [];
  for (const [first, body] of [Buffer.from('one\ntwo\n'), Buffer.from('one\n2\n'), large].entries()) {
    await writeCorpus(repository, [{ path, body }], { batchSize: 1, first });
    commits.push(repository.head ?? '');
  }
  repository.objects.close();
  const [one = '', two = '', three = ''] = commits;

  t.is((await readGitFile(connection, { commit: one, path })).toString(), 'one\ntwo\n');
  t.true((await readGitFile(connection, { commit: three, path })).equals(large));
  t.deepEqual(await callGit(connection, 'diff', { from: { commit: one, path }, to: { commit: two, path } }), {
    diff: '--- a/site/device.cfg\n+++ b/site/device.cfg\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n',
    truncated: false,
    added: 1,
    removed: 1,
  });
  t.deepEqual(
    (await callGit(connection, 'diff', { from: null, to: { commit: one, path } })).diff
      .split('\n')
      .slice(0, 2),
    ['--- /dev/null', '+++ b/site/device.cfg'],
  );
  await t.throwsAsync(callGit(connection, 'show', { commit: one, path: 'site/other.cfg' }), {
    code: 'NETRAVEN_NOT_FOUND',
    message: `there is no site/other.cfg at commit ${one.slice(0, 12)}`,
  });
  await t.throwsAsync(callGit(connection, 'show', { commit: 'HEAD', path }), {
    code: 'NETRAVEN_MESSAGE_INVALID',
  });

  const stats = await connection.services.client().stats('netraven-git-writer');
  for await (const { endpoints = [] } of stats) {
    t.like(endpoints[0], { queue_group: 'netraven-git', data: { status: 'writing', changed: 2 } });
  }
  await service.stop();
  reader.close();
});
