/** What one process exposes. */
export interface Exposition {
  /** Becomes the label `process` of each of its samples. */
  readonly process: string;
  /** Prometheus's text format. */
  readonly text: string;
}

interface Family {
  /** `# HELP` and `# TYPE`, of whoever came first. */
  readonly comments: string[];
  readonly samples: string[];
}

const COMMENT = /^# (HELP|TYPE) (\S+)/;
const SAMPLE = /^([A-Za-z_:][A-Za-z0-9_:]*)(?:\{(.*)\})? (.+)$/;

/**
 * The metrics of several processes as one page: each family once, as the format demands, and each sample with the
 * process it comes from.
 */
export function mergeExpositions(expositions: readonly Exposition[]): string {
  const families = new Map<string, Family>();
  for (const { process, text } of expositions) {
    let family: Family = { comments: [], samples: [] };
    let isFirst = true;
    for (const line of text.split('\n')) {
      const [, kind, name] = COMMENT.exec(line) ?? [];
      if (kind !== undefined && name !== undefined) {
        const known = families.get(name);
        if (kind === 'HELP') isFirst = known === undefined;
        family = known ?? { comments: [], samples: [] };
        families.set(name, family);
        if (isFirst) family.comments.push(line);
        continue;
      }
      const [, metric, labels, value] = SAMPLE.exec(line) ?? [];
      if (metric === undefined) continue;
      const more = labels === undefined || labels === '' ? '' : `,${labels}`;
      family.samples.push(`${metric}{process="${process}"${more}} ${value}`);
    }
  }
  return [...families.values()]
    .flatMap(({ comments, samples }) => [...comments, ...samples])
    .map((line) => `${line}\n`)
    .join('');
}
