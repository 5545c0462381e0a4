import type { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { pause, SECOND } from '../time.ts';
import { version } from '../version.ts';
import type { MetricFacts, MetricRole } from './metric-facts.ts';
import { type MetricName, metricTable } from './metric-table.ts';

type Table = typeof metricTable;
type NameOf<K extends MetricFacts['kind']> = {
  [N in MetricName]: Table[N]['kind'] extends K ? N : never;
}[MetricName];

/** A value for each label of the metric. */
export type LabelsOf<N extends MetricName> = { readonly [L in Table[N]['labels'][number]]: string };

/** One value of a gauge. */
export interface Sample<N extends MetricName> {
  readonly labels: LabelsOf<N>;
  readonly value: number;
}

/** The metrics of this process, as Prometheus scrapes them. */
export interface Metrics {
  /** The text exposition format. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** What is asked at a scrape; whatever takes longer is left out of it. */
const COLLECT_LIMIT_MS = 3 * SECOND;

type Collector = () => Promise<readonly AnySample[]>;

interface AnySample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Metrics of a process that exposes none cost nothing: without a registry nothing is counted, or even loaded. */
let registry: Registry | undefined;
const counters = new Map<string, Counter>();
const histograms = new Map<string, Histogram>();
const collectors = new Map<string, Set<Collector>>();

/** Begins to count, once per process; until then `count` and `observe` do nothing. */
export async function openMetrics(role: MetricRole): Promise<Metrics> {
  const client = await import('prom-client');
  registry?.clear();
  const opened = new client.Registry();
  registry = opened;
  client.collectDefaultMetrics({ register: opened });
  for (const [name, facts] of Object.entries<MetricFacts>(metricTable)) {
    if (!facts.roles.includes(role)) continue;
    const options = { name, help: facts.help, labelNames: facts.labels, registers: [opened] };
    if (facts.kind === 'counter') counters.set(name, new client.Counter(collected(name, options)));
    else if (facts.kind === 'gauge') new client.Gauge(collected(name, options));
    else histograms.set(name, new client.Histogram({ ...options, buckets: [...(facts.buckets ?? [])] }));
  }
  registerGauge('netraven_build_info', () => [{ labels: { role, version }, value: 1 }]);
  return { text: () => opened.metrics(), contentType: opened.contentType };
}

/** Adds to a counter; `by` is not negative. */
export function count<N extends NameOf<'counter'>>(name: N, labels: LabelsOf<N>, by = 1): void {
  if (registry === undefined) return;
  counters.get(name)?.inc(labels, by);
}

/** Adds one observation to a histogram. */
export function observe<N extends NameOf<'histogram'>>(name: N, labels: LabelsOf<N>, value: number): void {
  if (registry === undefined) return;
  histograms.get(name)?.observe(labels, value);
}

/**
 * Has a gauge, or a counter that somebody else keeps, asked for at each scrape. Several may register for the same
 * metric; their samples stand side by side. One that fails or takes longer than three seconds is absent from that scrape.
 * @returns ends the registration
 */
export function registerGauge<N extends NameOf<'gauge' | 'counter'>>(
  name: N,
  collect: () => readonly Sample<N>[] | Promise<readonly Sample<N>[]>,
): Disposable {
  const collector: Collector = async () => collect();
  const known = collectors.get(name) ?? new Set();
  collectors.set(name, known.add(collector));
  return { [Symbol.dispose]: () => void known.delete(collector) };
}

/** The options of a metric that asks its collectors when it is scraped. */
function collected<O extends { name: string }>(name: string, options: O) {
  return {
    ...options,
    async collect(this: Gauge | Counter) {
      const sources = [...(collectors.get(name) ?? [])];
      if (sources.length === 0) return;
      const samples = (await Promise.all(sources.map(ask))).flat();
      // From here on without a pause: two scrapes at once must not add up.
      this.reset();
      this.remove({});
      for (const { labels, value } of samples) this.inc(labels, value);
    },
  };
}

async function ask(collector: Collector): Promise<readonly AnySample[]> {
  const answered = new AbortController();
  const late = pause(COLLECT_LIMIT_MS, answered.signal).then(() => []);
  try {
    return await Promise.race([collector(), late]);
  } catch {
    return [];
  } finally {
    answered.abort();
  }
}
