import type { ApiInput } from '@netraven/common/api';
import test from 'ava';
import { importRows } from '../../../packages/cli/src/device-file/import-rows.ts';
import { parseDeviceFile } from '../../../packages/cli/src/device-file/parse-device-file.ts';
import { openApi } from '../../../packages/cli/src/instance/open-api.ts';
import { startTestNats } from '../../helpers/start-nats.ts';
import { serveApi } from '../helpers/serve-api.ts';

/** An API that refuses devices called `bad…` and remembers what it was asked. */
async function startImportApi() {
  const nats = await startTestNats();
  const calls: { count: number; dryRun: boolean }[] = [];
  const answer = ({ devices, dryRun = false }: ApiInput<'device.import'>) => {
    calls.push({ count: devices.length, dryRun });
    const errors = devices.flatMap((device, index) => {
      const { name } = device as { name: string };
      return name.startsWith('bad') ? [{ row: index + 1, name, reason: 'is bad' }] : [];
    });
    const added = errors.length > 0 ? 0 : devices.length;
    return { added, updated: 0, unchanged: 0, errors, warnings: [] };
  };
  await serveApi(await nats.connect(), { 'device.import': answer });
  const { user = '', password = '' } = nats.optionsFor('client');
  const target = {
    nats: { url: nats.url, user, password },
    domain: 'hub',
    source: 'test',
    endpoint: undefined,
  };
  const api = await openApi(target);
  return {
    api,
    calls,
    [Symbol.asyncDispose]: async () => {
      await api[Symbol.asyncDispose]();
      await nats[Symbol.asyncDispose]();
    },
  };
}

const csv = (names: readonly string[]) => parseDeviceFile(`name\n${names.join('\n')}\n`, 'csv');
const names = (count: number) => Array.from({ length: count }, (_, index) => `d${index}`);
const quiet = { onProgress: () => undefined };

test('a file of one batch is imported in one call, which takes all or nothing', async (t) => {
  await using service = await startImportApi();
  const report = await importRows(service.api, csv(['a', 'b']), { dryRun: false, ...quiet });
  t.deepEqual(report, { dryRun: false, added: 2, updated: 0, unchanged: 0, errors: [], warnings: [] });
  t.deepEqual(service.calls, [{ count: 2, dryRun: false }]);
});

test('a large file is checked as a whole before its first batch is imported', async (t) => {
  await using service = await startImportApi();
  const good = await importRows(service.api, csv(names(2500)), { dryRun: false, ...quiet });
  t.is(good.added, 2500);
  t.deepEqual(
    service.calls.map(({ count, dryRun }) => `${count} ${dryRun ? 'checked' : 'imported'}`),
    ['1000 checked', '1000 checked', '500 checked', '1000 imported', '1000 imported', '500 imported'],
  );

  service.calls.length = 0;
  const wrong = [...names(2400), 'bad1', 'x', 'bad2'];
  const report = await importRows(service.api, csv(wrong), { dryRun: false, ...quiet });
  t.deepEqual(report, {
    dryRun: false,
    added: 0,
    updated: 0,
    unchanged: 0,
    errors: [
      { row: 2401, line: 2402, name: 'bad1', reason: 'is bad' },
      { row: 2403, line: 2404, name: 'bad2', reason: 'is bad' },
    ],
    warnings: [],
  });
  t.true(
    service.calls.every(({ dryRun }) => dryRun),
    'nothing was imported',
  );
});

test('rows refused here and rows refused by the API are listed together, and nothing is imported', async (t) => {
  await using service = await startImportApi();
  const report = await importRows(service.api, csv(['a', 'bad', 'a']), { dryRun: false, ...quiet });
  t.deepEqual(
    report.errors.map(({ row, reason }) => [row, reason]),
    [
      [2, 'is bad'],
      [3, 'stands in line 2 already'],
    ],
  );
  t.deepEqual(service.calls, [{ count: 2, dryRun: true }]);
});

test('a dry run changes nothing', async (t) => {
  await using service = await startImportApi();
  const report = await importRows(service.api, csv(['a', 'b']), { dryRun: true, ...quiet });
  t.deepEqual([report.dryRun, report.added], [true, 2]);
  t.deepEqual(service.calls, [{ count: 2, dryRun: true }]);
});
