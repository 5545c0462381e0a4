import { parser } from '@prometheus-io/lezer-promql';

/** What an expression asks for. */
export interface PromQl {
  /** Names of metrics. */
  readonly metrics: readonly string[];
  /** Labels in matchers and groupings. */
  readonly labels: readonly string[];
  /** Where the expression cannot be read; empty for a good one. */
  readonly errors: readonly string[];
}

/** Reads an expression with the grammar of Prometheus; Grafana's `$__rate_interval` stands for a duration. */
export function readPromQl(expression: string): PromQl {
  const text = expression.replaceAll('$__rate_interval', '5m');
  const found = { metrics: new Set<string>(), labels: new Set<string>(), errors: [] as string[] };
  parser.parse(text).iterate({
    enter: ({ type, name, from, to }) => {
      const written = text.slice(from, to);
      if (type.isError) found.errors.push(`${text.slice(Math.max(0, from - 20), to + 20)} at ${from}`);
      if (name === 'VectorSelector') found.metrics.add(/^[A-Za-z_:][\w:]*/.exec(written)?.[0] ?? written);
      if (name === 'LabelName') found.labels.add(written);
    },
  });
  return { metrics: [...found.metrics], labels: [...found.labels], errors: found.errors };
}
