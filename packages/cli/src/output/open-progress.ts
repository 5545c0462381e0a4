import { type Options, SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';

/** A bar on standard error, on a terminal only. */
export interface Progress {
  /** @param note shown after the bar */
  update(done: number, note?: string): void;
  /** @param total for when it was not known at first */
  resize(total: number): void;
  /** Removes the bar, so that what follows stands in its place. */
  close(): void;
}

/** Shown from the first update on. */
export function openProgress(
  { stderr, showsProgress, errorStyle }: Terminal,
  { total, noun }: { readonly total: number; readonly noun: string },
): Progress {
  if (!showsProgress) return { update: () => undefined, resize: () => undefined, close: () => undefined };
  const options: Options = {
    stream: stderr as NodeJS.WriteStream,
    format: `{bar} {value}/{total} ${noun} {note}`,
    barsize: Math.max(10, Math.min(30, errorStyle.width - 50)),
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    gracefulExit: true,
    fps: 10,
  };
  const bar = new SingleBar(options);
  let isStarted = false;
  let known = total;
  return {
    update: (done, note = '') => {
      if (!isStarted) bar.start(known, done, { note });
      isStarted = true;
      bar.update(done, { note });
    },
    resize: (next) => {
      known = next;
      if (isStarted) bar.setTotal(next);
    },
    close: () => bar.stop(),
  };
}
