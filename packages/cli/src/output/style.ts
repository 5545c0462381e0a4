import { styleText } from 'node:util';

/** How text looks on one stream. */
export interface Style {
  readonly hasColour: boolean;
  /** Columns of the terminal; Infinity where lines are not cut. */
  readonly width: number;
}

export const plainStyle: Style = { hasColour: false, width: Number.POSITIVE_INFINITY };

export type Tone = 'good' | 'bad' | 'warn' | 'dim' | 'strong' | 'added' | 'removed' | 'place';

const formats = {
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  dim: 'gray',
  strong: 'bold',
  added: 'green',
  removed: 'red',
  place: 'cyan',
} as const;

/** The text in the colour of a tone, or as it is where there are no colours. */
export function paint(style: Style, tone: Tone, text: string): string {
  return style.hasColour && text !== '' ? styleText(formats[tone], text, { validateStream: false }) : text;
}

/** The style of a stream: colours on a terminal only, and never with `NO_COLOR`. */
export function styleOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): Style {
  if (stream.isTTY !== true) return plainStyle;
  const hasColour = (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb';
  return { hasColour, width: stream.columns ?? 80 };
}
