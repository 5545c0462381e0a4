import {
  count,
  type MetricFacts,
  metricTable,
  observe,
  openMetrics,
  registerGauge,
} from '@netraven/common/metric';
import test from 'ava';

/** Lines of one metric, as they are scraped. */
async function scraped(metrics: { text(): Promise<string> }, name: string): Promise<string[]> {
  return (await metrics.text()).split('\n').filter((line) => line.startsWith(name));
}

test.serial('nothing is counted before the metrics are opened', async (t) => {
  count('netraven_tasks_total', { site: 'ams', outcome: 'changed', code: '' });
  const metrics = await openMetrics('executor');
  t.deepEqual(await scraped(metrics, 'netraven_tasks_total'), []);
});

test.serial('counters and histograms are scraped with their labels', async (t) => {
  const metrics = await openMetrics('executor');
  count('netraven_tasks_total', { site: 'ams', outcome: 'failed', code: 'NETRAVEN_AUTH_FAILED' }, 2);
  count('netraven_tasks_total', { site: 'ams', outcome: 'failed', code: 'NETRAVEN_AUTH_FAILED' });
  observe('netraven_record_seconds', {}, 0.3);
  t.deepEqual(await scraped(metrics, 'netraven_tasks_total'), [
    'netraven_tasks_total{site="ams",outcome="failed",code="NETRAVEN_AUTH_FAILED"} 3',
  ]);
  t.true((await metrics.text()).includes('netraven_record_seconds_bucket{le="0.5"} 1\n'));
  t.true((await metrics.text()).includes('netraven_record_seconds_bucket{le="0.25"} 0\n'));
});

test.serial(
  'a gauge has the samples of all who registered, and none of whoever failed or left',
  async (t) => {
    const metrics = await openMetrics('executor');
    const sample = (site: string, value: number) => [{ labels: { site }, value }];
    using _ams = registerGauge('netraven_sessions_open', () => sample('ams', 3));
    const fra = registerGauge('netraven_sessions_open', async () => sample('fra', 4));
    using _broken = registerGauge('netraven_sessions_open', async () => {
      throw new Error('away');
    });
    const both = ['netraven_sessions_open{site="ams"} 3', 'netraven_sessions_open{site="fra"} 4'];
    t.deepEqual(
      await Promise.all([1, 2, 3].map(() => scraped(metrics, 'netraven_sessions_open'))),
      [both, both, both],
      'also when several scrape at once',
    );
    fra[Symbol.dispose]();
    t.deepEqual(await scraped(metrics, 'netraven_sessions_open'), both.slice(0, 1));
  },
);

test.serial('a gauge without a sample is absent instead of 0', async (t) => {
  const metrics = await openMetrics('executor');
  using _rtt = registerGauge('netraven_nats_rtt_seconds', () => []);
  t.deepEqual(await scraped(metrics, 'netraven_nats_rtt_seconds'), []);
});

test.serial('a role exposes its own metrics alone', async (t) => {
  const text = await (await openMetrics('git-writer')).text();
  t.true(text.includes('# TYPE netraven_writer_lag_seconds gauge'));
  t.false(text.includes('netraven_session_seconds'));
});

test('names, units, labels and help follow the conventions of Prometheus', (t) => {
  for (const [name, { kind, labels, help, buckets }] of Object.entries<MetricFacts>(metricTable)) {
    t.regex(name, /^netraven_[a-z]+(_[a-z]+)*$/);
    t.is(name.endsWith('_total'), kind === 'counter', `${name}: a counter, and nothing else, ends in _total`);
    t.regex(help, /^[A-Z1].*\.$/, name);
    t.is(buckets !== undefined, kind === 'histogram', name);
    t.true(
      (buckets ?? []).every((bound, index, all) => index === 0 || bound > (all[index - 1] ?? 0)),
      name,
    );
    t.true((buckets?.length ?? 0) <= 24, `${name} has ${buckets?.length} buckets`);
    for (const label of labels) t.true(boundedLabels.has(label), `${name}: ${label}`);
  }
});

/** Sites, configured targets (50 at most) and words of closed lists; no device, job, task, host or user may ever be among them. */
const boundedLabels = new Set([
  ...['role', 'version', 'process', 'site', 'lane', 'status', 'outcome', 'code', 'stage', 'endpoint'],
  ...['result', 'stream', 'phase', 'state', 'kind', 'direction', 'target'],
]);
