import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { gitSubject } from '@netraven/common/api';
import test from 'ava';
import { startTestSystem, type TestSystem } from '../helpers/start-dispatcher.ts';

const commit = (version: number) => String(version).repeat(40);
const day = (version: number) => `2026-03-0${version}T12:00:00.000Z`;

/** Three versions of a device, the third being current. */
async function addVersions({ query }: TestSystem, device: string, text: string): Promise<void> {
  for (const version of [1, 2, 3]) {
    await query(
      `insert into config_version (capture, device_name, site, path, platform, fence, job_id, task_id, commit, blob,
         hash, bytes, lines, captured_at, committed_at, added, removed, change, diff)
       values (?, ?, 'default', ?, 'cisco_ios', '1-1-1', 'job-1', 'task', ?, 'b', 'h', ?, 2, ?::timestamptz,
         ?::timestamptz, 1, 0, 'significant', ?)`,
      [
        `${device}-${version}`,
        device,
        `default/${device}.cfg`,
        device === 'r1' ? commit(version) : `${commit(version).slice(1)}f`,
        text.length,
        day(version),
        day(version),
        version === 1 ? '' : `--- a\n+++ b\n@@ -1 +1,2 @@\n hostname r1\n+line ${version}\n`,
      ],
    );
  }
  await query(
    `insert into config_head (device_name, fence, commit, hash, bytes, text, captured_at)
     values (?, '1-1-1', ?, 'h', ?, ?, ?::timestamptz)`,
    [device, device === 'r1' ? commit(3) : `${commit(3).slice(1)}f`, text.length, text, day(3)],
  );
}

const view = (version: number) => ({
  commit: commit(version),
  capturedAt: day(version),
  committedAt: day(version),
  added: 1,
  removed: 0,
  change: 'significant',
  job: 'job-1',
  bytes: 19,
  lines: 2,
});
const TEXT = 'hostname r1\nline 3\n';

test('the current text comes from the database, an older one from the git-writer', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await addVersions(system, 'r1', TEXT);
  const asked: unknown[] = [];
  system.connection.subscribe(gitSubject('show'), {
    callback: (_error, message) => {
      asked.push(message.json());
      message.respond(JSON.stringify({ blob: 'b', bytes: 12, data: 'b2xk', total: 3 }));
    },
  });
  const newest = await system.call('config.show', { device: 'r1' });
  t.deepEqual(
    { ...newest, data: zstdDecompressSync(Buffer.from(newest.data, 'base64')).toString() },
    {
      version: view(3),
      path: 'default/r1.cfg',
      data: TEXT,
      total: zstdCompressSync(TEXT).length,
    },
  );
  t.deepEqual(await system.call('config.show', { device: 'r1', at: '~1' }), {
    version: view(2),
    path: 'default/r1.cfg',
    data: 'b2xk',
    total: 3,
  });
  t.deepEqual(asked, [{ commit: commit(2), path: 'default/r1.cfg', offset: 0 }]);
});

test('a revision is a commit or its beginning, a number of versions back, or an instant', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await addVersions(system, 'r1', TEXT);
  const revisions: Record<string, number> = {
    '~0': 3,
    '~2': 1,
    '2222222': 2,
    [commit(1)]: 1,
    '2026-03-02': 2,
    '2026-03-02T11:59:59Z': 1,
    '2026-03-02 12:00': 2,
    '2026-03-02T13:00:00+02:00': 1,
    '2030-01-01': 3,
  };
  for (const [revision, version] of Object.entries(revisions)) {
    const { to } = await system.call('config.diff', { device: 'r1', to: revision });
    t.is(to.commit, commit(version), revision);
  }
  for (const revision of ['~3', 'abcdef0', '2026-02-28']) {
    await t.throwsAsync(
      system.call('config.show', { device: 'r1', at: revision }),
      { code: 'NETRAVEN_NOT_FOUND', message: `device r1 has no version ${revision}` },
      revision,
    );
  }
  await t.throwsAsync(system.call('config.show', { device: 'r1', at: '2026-02-31x' }), {
    code: 'NETRAVEN_MESSAGE_INVALID',
  });
  await system.call('device.import', { devices: [{ name: 'r2', host: 'r2', platform: 'vyos' }] });
  for (const call of ['config.show', 'config.diff', 'config.history'] as const) {
    await t.throwsAsync(system.call(call, { device: 'r22' }), {
      code: 'NETRAVEN_NOT_FOUND',
      message: 'device r22 is not in the inventory; did you mean r2?',
    });
  }
  await t.throwsAsync(system.call('config.show', { device: 'r2' }), {
    code: 'NETRAVEN_NOT_FOUND',
    message: 'device r2 has no stored configuration',
  });
});

test('a diff of neighbours is the stored one, any other the git-writer makes', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await addVersions(system, 'r1', TEXT);
  const asked: unknown[] = [];
  system.connection.subscribe(gitSubject('diff'), {
    callback: (_error, message) => {
      asked.push(message.json());
      message.respond(JSON.stringify({ diff: 'from git', truncated: true, added: 2, removed: 0 }));
    },
  });
  const stored = (version: number) => `--- a\n+++ b\n@@ -1 +1,2 @@\n hostname r1\n+line ${version}\n`;
  t.deepEqual(await system.call('config.diff', { device: 'r1' }), {
    from: view(2),
    to: view(3),
    diff: stored(3),
    truncated: false,
  });
  t.deepEqual(await system.call('config.diff', { device: 'r1', from: '~2', to: '~1' }), {
    from: view(1),
    to: view(2),
    diff: stored(2),
    truncated: false,
  });
  t.deepEqual(asked, []);
  t.deepEqual(await system.call('config.diff', { device: 'r1', from: '~2' }), {
    from: view(1),
    to: view(3),
    diff: 'from git',
    truncated: true,
  });
  t.deepEqual(asked, [
    {
      from: { commit: commit(1), path: 'default/r1.cfg' },
      to: { commit: commit(3), path: 'default/r1.cfg' },
    },
  ]);
  t.deepEqual(await system.call('config.diff', { device: 'r1', from: '~0', to: '~0' }), {
    from: view(3),
    to: view(3),
    diff: '',
    truncated: false,
  });
});

test('without a git-writer the older texts are out of reach, and the answer says so', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await addVersions(system, 'r1', TEXT);
  await t.throwsAsync(system.call('config.show', { device: 'r1', at: '~1' }), {
    code: 'NETRAVEN_API_UNREACHABLE',
    message: 'git show: no git-writer is running',
  });
});

test('the history of a device is given newest first, a page at a time', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await addVersions(system, 'r1', TEXT);
  const first = await system.call('config.history', { device: 'r1', limit: 2 });
  t.deepEqual(first, { versions: [view(3), view(2)], next: commit(2) });
  t.deepEqual(await system.call('config.history', { device: 'r1', limit: 2, before: commit(2) }), {
    versions: [view(1)],
    next: null,
  });
  await t.throwsAsync(system.call('config.history', { device: 'nobody' }), { code: 'NETRAVEN_NOT_FOUND' });
});

test('current configurations are searched by text and by expression, line by line', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await addVersions(system, 'r1', 'hostname r1\nntp server 192.0.2.1\n ip address 10.0.0.1\n');
  await addVersions(system, 'r2', 'hostname r2\nNTP Server 192.0.2.2\n%odd_ line?\n');
  const search = async (pattern: string, options: object = {}) => {
    const { matches } = await system.call('config.search', { pattern, ...options });
    return matches.map(({ device, line, text }) => `${device}:${line}:${text}`);
  };
  t.deepEqual(await search('ntp server'), ['r1:2:ntp server 192.0.2.1']);
  t.deepEqual(await search('NTP SERVER', { ignoreCase: true }), [
    'r1:2:ntp server 192.0.2.1',
    'r2:2:NTP Server 192.0.2.2',
  ]);
  t.deepEqual(await search('%odd_ line?'), ['r2:3:%odd_ line?']);
  t.deepEqual(await search('.*'), []);
  t.deepEqual(await search('^hostname r[0-9]$', { regex: true }), ['r1:1:hostname r1', 'r2:1:hostname r2']);
  t.deepEqual(await search('(?i)^ntp', { regex: true }), [
    'r1:2:ntp server 192.0.2.1',
    'r2:2:NTP Server 192.0.2.2',
  ]);
  t.deepEqual(await system.call('config.search', { pattern: 'hostname', limit: 1 }), {
    matches: [{ device: 'r1', line: 1, text: 'hostname r1' }],
    truncated: true,
  });
  await t.throwsAsync(system.call('config.search', { pattern: '(', regex: true }), {
    code: 'NETRAVEN_MESSAGE_INVALID',
    message: 'pattern: must be a regular expression, got "("',
  });
});
