import { type NotifiedDevice, notificationSchema } from '@netraven/common/message';
import test from 'ava';
import { buildNotification, noCounts } from '../../../packages/dispatcher/src/notify/build-notification.ts';
import { cutDiff } from '../../../packages/dispatcher/src/notify/cut-diff.ts';
import { notificationText } from '../../../packages/dispatcher/src/notify/notification-text.ts';
import { slackText } from '../../../packages/dispatcher/src/notify/slack-text.ts';

const at = '2026-11-23T09:00:00.000Z';

function changed(device: string, diff: string, omittedLines = 0): NotifiedDevice {
  const change = { isFirst: false, added: 1, removed: 1, commit: 'c'.repeat(40), diff, omittedLines };
  return {
    ...{ device, site: 'ams', platform: 'cisco_ios', kind: 'changed', at },
    change: { ...change, class: 'significant' },
    error: null,
    failuresInRow: 0,
    serial: null,
  };
}

function failed(device: string, message: string): NotifiedDevice {
  return {
    ...{ device, site: 'ams', platform: 'cisco_ios', kind: 'failed', at },
    change: null,
    error: { code: 'NETRAVEN_CONNECT_TIMEOUT', message, hint: 'Check it.' },
    failuresInRow: 2,
    serial: null,
  };
}

function build(devices: readonly NotifiedDevice[], counts: object, maxBytes = 10_000) {
  return buildNotification({
    id: 'n-1',
    target: 'ops',
    isTest: false,
    madeAt: new Date(at),
    counts: { ...noCounts(), ...counts },
    devices,
    maxBytes,
  });
}

test('a diff is cut at a line and says how many lines are missing', (t) => {
  const diff = '--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n-a\n+b\n c\n';
  t.deepEqual(cutDiff(diff, 6, 40), { diff, omittedLines: 0 });
  t.deepEqual(cutDiff(diff, 6, 2), { diff: '--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n-a\n', omittedLines: 2 });
  t.deepEqual(cutDiff(diff, 6, 0), { diff: '', omittedLines: 6 });
  t.deepEqual(cutDiff('--- a/x\n+++ b/x\n@@ -1,3 +1', 1000, 40), {
    diff: '--- a/x\n+++ b/x\n',
    omittedLines: 998,
  });
  t.deepEqual(cutDiff('', 0, 40), { diff: '', omittedLines: 0 });
});

test('a mail says what happened, what was cut and where the rest is', (t) => {
  const notification = build(
    [failed('core-1', 'core-1: no answer within 20 s'), changed('edge-1', '@@ -1 +1 @@\n-a\n+b\n', 5)],
    { failed: 1, changed: 12 },
  );
  t.deepEqual(notificationSchema.parse(notification), notification);
  t.is(
    notificationText(notification),
    `1 failed (core-1), 12 changed (edge-1, …)

FAILED core-1 (site ams, cisco_ios) at ${at}
  NETRAVEN_CONNECT_TIMEOUT: core-1: no answer within 20 s
  Check it.
  failed 2 times in a row

CHANGED edge-1 (site ams, cisco_ios) at ${at}
  +1 -1 lines, significant, commit cccccccccccc

@@ -1 +1 @@
-a
+b
  … 5 lines more: netraven config diff edge-1, or git show cccccccccccc

And 11 more, which are counted above and not listed. See "netraven device list --outcome failed" and "netraven config history NAME".

-- \nnetraven, ${at}, n-1
`,
  );
});

test('a message keeps its size: diffs go first, then devices are counted instead of listed', (t) => {
  const diff = `${'+line of a configuration\n'.repeat(40)}`;
  const devices = Array.from({ length: 100 }, (_, index) => changed(`edge-${index}`, diff));
  const notification = build(devices, { changed: 100 }, 10_000);
  t.true(Buffer.byteLength(JSON.stringify(notification)) <= 10_000);
  const withDiff = notification.devices.filter(({ change }) => change?.diff !== '');
  t.true(withDiff.length >= 5);
  t.true(notification.devices.length > withDiff.length);
  t.is(notification.devices.at(-1)?.change?.omittedLines, 40);
  t.is(notification.omitted, 100 - notification.devices.length);
});

test('nothing a device is called or prints can end a line, mention somebody or hide', (t) => {
  const evil = 'a\r\nBcc: x@evil.example\u001b[2J\u0000';
  const notification = build(
    [failed(evil, evil), changed('b', '+banner <!channel> @all ```\n+\u001b[31mred \ud800\n')],
    { failed: 1, changed: 1 },
  );
  const all = JSON.stringify(notification);
  t.notRegex(
    `${notificationText(notification)}${slackText(notification)}${notification.summary}`,
    /[\u0000-\u0009\u000b-\u001f]/,
  );
  t.notRegex(notification.summary, /\n/);
  t.true(all.isWellFormed() && !all.includes('\\ud800'));
  const slack = slackText(notification);
  t.notRegex(slack, /<!channel>|@all|@evil/);
  t.is(slack.split('```').length, 3);
});

test('a text for Slack is cut long before Slack does', (t) => {
  const devices = Array.from({ length: 200 }, (_, index) =>
    changed(`edge-${index}`, `+${'x'.repeat(500)}\n`),
  );
  const text = slackText(build(devices, { changed: 200 }, 4_000_000));
  t.true(text.length < 12_200);
  t.regex(text, /\nAnd \d+ more, which are counted above and not listed\.$/);
});
