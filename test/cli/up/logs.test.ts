import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NetravenError, openLog } from '@netraven/common';
import test from 'ava';
import { plainStyle } from '../../../packages/cli/src/output/style.ts';
import { openLogFiles } from '../../../packages/cli/src/up/log-files.ts';
import { alarmText, lineReason } from '../../../packages/cli/src/up/log-line.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

test('a log file keeps one older file beside it, and both are private', async (t) => {
  const dir = await makeTempFolder(t);
  const files = openLogFiles(dir);
  const line = 'x'.repeat(1024 * 1024 - 1);
  for (let number = 0; number < 25; number += 1) files.append('executor-1', line);
  t.deepEqual((await readdir(dir)).sort(), ['executor-1.log', 'executor-1.log.1']);
  t.is((await stat(join(dir, 'executor-1.log.1'))).size, 10 * 1024 * 1024);
  t.is((await stat(join(dir, 'executor-1.log'))).size, 5 * 1024 * 1024);
  t.is((await stat(join(dir, 'executor-1.log'))).mode & 0o777, 0o600);
});

test('a log that cannot be written costs lines, not the instance', async (t) => {
  const dir = await makeTempFolder(t);
  t.notThrows(() => openLogFiles(join(dir, 'gone')).append('a', 'line'));
  const files = openLogFiles(dir);
  files.append('a', 'first');
  files.append('a', 'second');
  t.is(await readFile(join(dir, 'a.log'), 'utf8'), 'first\nsecond\n');
});

test('warnings and errors of a role are shown, the rest is for the file', (t) => {
  const lines: string[] = [];
  const log = openLog('executor', 'debug', { write: (line) => void lines.push(line.trimEnd()) });
  log.info('quiet');
  log.warn({ err: new NetravenError('NETRAVEN_NATS_UNREACHABLE', 'gone', { hint: 'Look.' }) }, 'waiting');
  const shown = lines.map((line) => alarmText('executor-1', line, plainStyle)?.replace(/^\S+ \S+Z /, 'AT '));
  t.deepEqual(shown, [undefined, 'AT executor-1 warn waiting: gone (Look.)']);
});

test('what is no log line is shown as it is, without control characters', (t) => {
  t.is(alarmText('git-writer', 'Segmentation\u0007 fault', plainStyle), 'git-writer Segmentation<07> fault');
  const error = JSON.stringify({ error: { code: 'X', message: 'no database', hint: 'Name one.' } });
  t.is(alarmText('dispatcher', error, plainStyle), 'dispatcher error no database (Name one.)');
  t.is(lineReason(error), 'no database');
  t.is(lineReason('plain'), 'plain');
});
