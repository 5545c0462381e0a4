import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type MetricFacts, metricTable, openMetrics } from '@netraven/common/metric';
import test from 'ava';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from '../../scripts/run-program.ts';
import { readPromQl } from './read-promql.ts';

const dashboardSchema = z.object({
  uid: z.string(),
  panels: z.array(
    z.object({
      id: z.number(),
      title: z.string(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.object({ expr: z.string() })).default([]),
    }),
  ),
});
const alertsSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Netraven[A-Z]\w+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smh]$/)
            .optional(),
          labels: z.object({ severity: z.enum(['info', 'warning', 'critical']) }),
          annotations: z.strictObject({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ),
});
/** `up` is Prometheus's own; the labels are those it or a histogram adds. */
const labelsOfPrometheus = ['instance', 'job', 'role', 'process', 'le'];

const readDeploy = (path: string) => readFile(join(root, 'deploy', path), 'utf8');

async function readDashboard() {
  return dashboardSchema.parse(JSON.parse(await readDeploy('grafana/dashboards/netraven.json')));
}

async function readAlerts() {
  const { groups } = alertsSchema.parse(parse(await readDeploy('prometheus/alerts.yml')));
  return groups.flatMap(({ rules }) => rules);
}

/** Where each expression stands → the expression. */
async function readExpressions(): Promise<[string, string][]> {
  const panels = (await readDashboard()).panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }): [string, string] => [`panel "${title}"`, expr]),
  );
  return [...panels, ...(await readAlerts()).map(({ alert, expr }): [string, string] => [alert, expr])];
}

/** Every series that can be scraped → its labels; of those of the Node.js process the labels are not known. */
async function exposed(): Promise<Map<string, readonly string[] | null>> {
  const names = new Map<string, readonly string[] | null>([['up', []]]);
  for (const [name, { kind, labels }] of Object.entries<MetricFacts>(metricTable)) {
    if (kind === 'histogram')
      for (const suffix of ['bucket', 'sum', 'count']) names.set(`${name}_${suffix}`, labels);
    else names.set(name, labels);
  }
  const text = await (await openMetrics('executor')).text();
  for (const [, name] of text.matchAll(/^# TYPE (\S+)/gm))
    if (name && !names.has(name)) names.set(name, null);
  return names;
}

test.serial(
  'every expression of dashboard and alerts is good PromQL over metrics and labels that exist',
  async (t) => {
    const series = await exposed();
    const expressions = await readExpressions();
    t.true(expressions.length > 50);
    for (const [where, expression] of expressions) {
      const { metrics, labels, errors } = readPromQl(expression);
      t.deepEqual(errors, [], `${where}: ${expression}`);
      t.true(metrics.length > 0, where);
      const known = metrics.flatMap((name) => series.get(name) ?? []);
      for (const name of metrics) t.true(series.has(name), `${where}: ${name}`);
      for (const label of labels)
        t.true([...labelsOfPrometheus, ...known].includes(label), `${where}: ${label}`);
    }
  },
);

test('the check can tell a bad expression, a metric and a label from good ones', (t) => {
  t.deepEqual(readPromQl('sum by (site) (rate(netraven_tasks_total{lane="bulk"}[$__rate_interval]))'), {
    metrics: ['netraven_tasks_total'],
    labels: ['site', 'lane'],
    errors: [],
  });
  t.true(readPromQl('sum by site (rate(x[5m])').errors.length > 0);
});

test('a rate is taken of counters alone', async (t) => {
  const gauges = Object.entries<MetricFacts>(metricTable).flatMap(([name, { kind }]) =>
    kind === 'gauge' ? [name] : [],
  );
  for (const [where, expression] of await readExpressions()) {
    for (const [, name = ''] of expression.matchAll(/(?:rate|increase)\((\w+)/g)) {
      t.false(gauges.includes(name), `${where}: ${name}`);
    }
  }
});

test('panels do not overlap, and no two alerts or panels share a name', async (t) => {
  const { panels } = await readDashboard();
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, index) => `${x + (index % w)}.${y + Math.floor(index / w)}`),
  );
  t.is(new Set(cells).size, cells.length);
  t.is(new Set(panels.map(({ id }) => id)).size, panels.length);
  const names = [...panels.map(({ title }) => title), ...(await readAlerts()).map(({ alert }) => alert)];
  t.is(new Set(names).size, names.length);
});
