import { readdirSync, readFileSync } from 'node:fs';

/**
 * A line of the corpus. Files are named after their platform; each line begins with a sign:
 * `+` every `{}` is a secret and the rest stays, `~` every `{}` goes and more may go with it, `!` the same by the
 * rules of the platform alone, `=` holds no secret and stays, `^` a line above (`^` alone ends it), `#` a remark.
 */
export interface CorpusLine {
  readonly platform: string;
  readonly sign: '+' | '~' | '!' | '=';
  readonly line: string;
  /** Lines above, each with its line end. */
  readonly above: string;
}

const FOLDER = new URL('../corpus/', import.meta.url);

export function readCorpus(): CorpusLine[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.txt'))
    .flatMap((file) => readFile(file.slice(0, -4), readFileSync(new URL(file, FOLDER), 'utf8')));
}

function readFile(platform: string, text: string): CorpusLine[] {
  const lines: CorpusLine[] = [];
  let above = '';
  for (const raw of text.split('\n')) {
    const [sign, line] = [raw.charAt(0), raw.slice(1)];
    if (sign === '^') above = line === '' ? '' : `${above}${line}\n`;
    else if (sign === '+' || sign === '~' || sign === '!' || sign === '=')
      lines.push({ platform, sign, line, above });
  }
  return lines;
}

/** The line with values in its holes, in turn. */
export function fill(line: string, values: readonly string[]): string {
  let next = 0;
  return line.replaceAll('{}', () => values[next++ % values.length] ?? '');
}
