import type { Readable, Writable } from 'node:stream';
import { fitFrame, type WindowSize } from './fit-frame.ts';

const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?7l';
const LEAVE = '\u001b[?7h\u001b[?25h\u001b[?1049l';
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const ESCAPE = '\u001b';
const quitKeys: ReadonlySet<string> = new Set(['q', 'Q', CTRL_C, CTRL_D, ESCAPE]);

type KeyInput = Readable & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown };
type ScreenOutput = Writable & { readonly columns?: number; readonly rows?: number };

/** The whole terminal, as long as a command draws on it; what was there before comes back at the end. */
export interface Screen extends Disposable {
  /** Fires when somebody presses q, Escape or Ctrl-C. */
  readonly quit: AbortSignal;
  readonly columns: number;
  show(text: string, footer: string): void;
}

/** @param onResize called when the window has another size; what was shown is drawn again already */
export function openScreen(
  { stdin, stdout }: { readonly stdin: KeyInput; readonly stdout: ScreenOutput },
  onResize: () => void,
): Screen {
  const quit = new AbortController();
  let last: readonly [string, string] = ['', ''];
  const size = (): WindowSize => ({ columns: stdout.columns ?? 80, rows: stdout.rows ?? 24 });
  const draw = () => stdout.write(fitFrame(...last, size()));
  const onKey = (typed: Buffer | string) => {
    const keys = String(typed);
    // An arrow key is Escape and more.
    if (quitKeys.has(keys) || [...keys].some((key) => key !== ESCAPE && quitKeys.has(key))) quit.abort();
  };
  const onSize = () => {
    draw();
    onResize();
  };
  let isOpen = true;
  const leave = () => {
    if (!isOpen) return;
    isOpen = false;
    stdin.setRawMode?.(false);
    stdin.off('data', onKey).pause();
    stdout.off('resize', onSize);
    process.off('exit', leave);
    stdout.write(LEAVE);
  };
  stdin.setRawMode?.(true);
  stdin.on('data', onKey).resume();
  stdout.on('resize', onSize);
  process.on('exit', leave);
  stdout.write(ENTER);
  return {
    quit: quit.signal,
    get columns() {
      return size().columns;
    },
    show: (text, footer) => {
      last = [text, footer];
      if (isOpen) draw();
    },
    [Symbol.dispose]: leave,
  };
}
