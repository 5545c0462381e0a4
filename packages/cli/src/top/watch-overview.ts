import { once } from 'node:events';
import { NetravenError, pause, printable, toErrorRecord } from '@netraven/common';
import type { Overview } from '@netraven/common/api';
import type { Api } from '../instance/open-api.ts';
import { formatInstant } from '../output/format.ts';
import { overviewText } from '../output/overview-text.ts';
import { paint, type Style } from '../output/style.ts';
import type { Terminal } from '../output/terminal.ts';
import { loadOverview } from './load-overview.ts';
import { openScreen } from './open-screen.ts';

/**
 * Draws the overview again and again, until q is pressed or the signal fires. A dispatcher that goes away is waited for,
 * with the last picture and since when it is old.
 * @throws what the first question throws
 */
export async function watchOverview(
  api: Pick<Api, 'call'>,
  {
    terminal,
    everyMs,
    signal,
  }: { readonly terminal: Terminal; readonly everyMs: number; readonly signal: AbortSignal },
): Promise<void> {
  let overview = await loadOverview(api);
  let trouble: string | undefined;
  const { style } = terminal;
  using screen = openScreen(terminal, () => draw());
  const draw = () => {
    const fitting: Style = { ...style, width: screen.columns };
    screen.show(overviewText(overview, fitting), footerText(overview, trouble, { everyMs, style }));
  };
  draw();
  const ended = AbortSignal.any([signal, screen.quit]);
  for (;;) {
    await pause(everyMs, ended);
    if (ended.aborted) return;
    const answer = await lookAgain(api, ended);
    if (answer === undefined) return;
    if ('trouble' in answer) trouble = answer.trouble;
    else [overview, trouble] = [answer.overview, undefined];
    draw();
  }
}

/** The next picture, or why there is none; undefined once nobody looks any more, however long the answer takes. */
async function lookAgain(
  api: Pick<Api, 'call'>,
  ended: AbortSignal,
): Promise<{ readonly overview: Overview } | { readonly trouble: string } | undefined> {
  const left = new AbortController();
  const nobodyLooks = once(ended, 'abort', { signal: left.signal }).then(
    () => undefined,
    () => undefined,
  );
  try {
    const overview = await Promise.race([loadOverview(api), nobodyLooks]);
    return overview && { overview };
  } catch (error) {
    if (!(error instanceof NetravenError)) throw error;
    return { trouble: printable(toErrorRecord(error).message) };
  } finally {
    left.abort();
  }
}

function footerText(
  { at }: Overview,
  trouble: string | undefined,
  { everyMs, style }: { readonly everyMs: number; readonly style: Style },
): string {
  if (trouble === undefined) return paint(style, 'dim', `every ${everyMs / 1000} s, q to quit`);
  return paint(style, 'bad', `as of ${formatInstant(at)}: ${trouble}`);
}
