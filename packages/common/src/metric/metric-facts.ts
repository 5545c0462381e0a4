export const metricRoles = ['dispatcher', 'executor', 'git-writer'] as const;

/** Who counts. */
export type MetricRole = (typeof metricRoles)[number];

/** What is known of a metric besides its name. */
export interface MetricFacts {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
  /** Who exposes it; `up` is `netraven up` for the processes of its machine. */
  readonly roles: readonly (MetricRole | 'up')[];
  /** One sentence. */
  readonly help: string;
  /** Upper bounds of a histogram, ascending. */
  readonly buckets?: readonly number[];
}

/** Bounds in steps of 1, 2.5 and 5 from at most `least` to at least `most` seconds. */
export function seconds(least: number, most: number): number[] {
  return ladder([1, 2.5, 5], least, most);
}

/** Bounds of counted things in steps of 1, 2 and 5. */
export function sizes(least: number, most: number): number[] {
  return ladder([1, 2, 5], least, most);
}

function ladder(steps: readonly number[], least: number, most: number): number[] {
  const bounds: number[] = [];
  for (let decade = 10 ** Math.floor(Math.log10(least)); ; decade *= 10) {
    for (const step of steps) {
      const bound = Number((step * decade).toPrecision(3));
      if (bound >= least) bounds.push(bound);
      if (bound >= most) return bounds;
    }
  }
}
