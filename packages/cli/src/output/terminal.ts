import type { Readable, Writable } from 'node:stream';
import type { Style } from './style.ts';

/** Where a command reads and writes. Results go to standard output alone; everything else to standard error. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Whether a person sees standard error, so that progress may be shown. */
  readonly showsProgress: boolean;
  /** Whether a person reads and types here, so that questions may be asked. */
  readonly isInteractive: boolean;
  /** Of standard output. */
  readonly style: Style;
  /** Of standard error. */
  readonly errorStyle: Style;
}
