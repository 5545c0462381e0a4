import { pause } from '@netraven/common';
import type { ServerChannel } from 'ssh2';
import type { Chunking } from '../device/device-plan.ts';
import type { Random } from '../random.ts';
import { splitChunks } from './split-chunks.ts';

const CTRL_C = '\x03';
const CTRL_U = '\x15';
/** What a terminal answers when asked for its kind, its status or the cursor's place: nobody typed it. */
const TERMINAL_REPORT = /\x1b\[(?:\d+;\d+R|0n|\?1;0c)/g;
const MAX_PENDING_INPUT = 1 << 20;
const SLOW_CHUNK_BYTES = 64;
const FLUSH_BYTES = 64 * 1024;

/** Thrown out of every wait of a terminal whose other side has gone. */
export class TerminalClosed extends Error {}

export interface TerminalOptions {
  readonly chunking: Chunking;
  readonly random: Random;
  /** Wait before each small piece of output; 0 writes as fast as the client reads. */
  readonly slowMs: number;
  /** Sent for `\n`. */
  readonly lineEnd: string;
}

/**
 * The device's side of one shell: writes text, reads lines and keys with echo. Open until the client closes the
 * channel; from then on every pending and later call throws `TerminalClosed`. A client that only ends its input is
 * still answered; reading beyond that throws.
 */
export class Terminal {
  readonly #channel: ServerChannel;
  readonly #options: TerminalOptions;
  readonly #closing = new AbortController();
  #input = '';
  /** True after a CR that ended a line: an LF that follows belongs to it, even in a later packet. */
  #endedByReturn = false;
  /** True once the client has said that it types nothing more; it may still be reading. */
  #hasEnded = false;
  #wake: () => void = () => {};
  #unsent: Buffer[] = [];
  #unsentBytes = 0;

  constructor(channel: ServerChannel, options: TerminalOptions) {
    this.#channel = channel;
    this.#options = options;
    channel.on('data', (bytes: Buffer) => {
      this.#receive(bytes.toString('latin1'));
    });
    const close = () => {
      this.#closing.abort();
      this.#wake();
    };
    channel.on('close', close);
    channel.on('error', close);
    channel.on('end', () => {
      this.#hasEnded = true;
      this.#wake();
    });
  }

  /** Writes text in the device's line ends, as UTF-8. */
  async write(text: string): Promise<void> {
    const { lineEnd } = this.#options;
    await this.writeBytes(Buffer.from(lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd)));
  }

  /** Writes bytes as they are. They leave when the device waits for something, or when enough are together. */
  async writeBytes(bytes: Buffer): Promise<void> {
    this.#unsent.push(bytes);
    this.#unsentBytes += bytes.length;
    if (this.#unsentBytes >= FLUSH_BYTES) await this.flush();
  }

  /** Sends what was written, cut into packets as the device's chunking says. */
  async flush(): Promise<void> {
    this.#assertOpen();
    if (this.#unsentBytes === 0) return;
    const bytes = Buffer.concat(this.#unsent);
    this.#unsent = [];
    this.#unsentBytes = 0;
    const { chunking, random, slowMs } = this.#options;
    const chunks = slowMs > 0 ? splitChunks(bytes, SLOW_CHUNK_BYTES) : splitChunks(bytes, chunking, random);
    for (const chunk of chunks) {
      if (slowMs > 0) await this.#wait(slowMs);
      await this.#send(chunk);
    }
  }

  /**
   * Reads one line, ended by CR, LF or both.
   * @param echo what is shown of it: `stars` and `none` are for passwords
   */
  async readLine(echo: 'plain' | 'stars' | 'none'): Promise<string> {
    let line = '';
    for (;;) {
      const typed = await this.#take(/[\r\n]/);
      line = editLine(line, typed.text);
      const shown = echo === 'stars' ? '*'.repeat(typed.text.length) : typed.text;
      if (echo !== 'none' && shown !== '') await this.writeBytes(Buffer.from(shown, 'latin1'));
      if (typed.isEnded) return line;
    }
  }

  async readKey(): Promise<string> {
    for (;;) {
      const key = this.#input.charAt(0);
      this.#input = this.#input.slice(1);
      if (key !== '') return key;
      await this.#more();
    }
  }

  /** Sends what was written, then waits; throws as soon as the client goes. */
  async pause(ms: number): Promise<void> {
    if (ms === 0) return;
    await this.flush();
    await this.#wait(ms);
  }

  /** Says nothing more until the client goes. */
  async stall(): Promise<never> {
    for (;;) {
      this.#input = '';
      await this.#more();
    }
  }

  #receive(typed: string): void {
    const keys = typed.replace(TERMINAL_REPORT, '');
    if (keys === '') return;
    const text = this.#endedByReturn && keys.startsWith('\n') ? keys.slice(1) : keys;
    this.#endedByReturn = false;
    if (this.#input.length < MAX_PENDING_INPUT) this.#input += text;
    this.#wake();
  }

  /** What was typed up to the first match of `end`, which is swallowed; CR LF counts as one end. */
  async #take(end: RegExp): Promise<{ text: string; isEnded: boolean }> {
    while (this.#input === '') await this.#more();
    const at = this.#input.search(end);
    const text = at < 0 ? this.#input : this.#input.slice(0, at);
    const ending = at >= 0 && this.#input.startsWith('\r\n', at) ? 2 : 1;
    this.#endedByReturn = at >= 0 && this.#input.endsWith('\r') && at === this.#input.length - 1;
    this.#input = at < 0 ? '' : this.#input.slice(at + ending);
    return { text, isEnded: at >= 0 };
  }

  async #wait(ms: number): Promise<void> {
    await pause(ms, this.#closing.signal);
    this.#assertOpen();
  }

  async #more(): Promise<void> {
    await this.flush();
    if (this.#input !== '') return;
    this.#assertTyping();
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#assertOpen();
    if (this.#input === '') this.#assertTyping();
  }

  async #send(chunk: Buffer): Promise<void> {
    this.#assertOpen();
    if (this.#channel.write(chunk)) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#channel.off('drain', done);
        this.#closing.signal.removeEventListener('abort', done);
        resolve();
      };
      this.#channel.on('drain', done);
      this.#closing.signal.addEventListener('abort', done);
    });
    this.#assertOpen();
  }

  #assertTyping(): void {
    if (this.#hasEnded) throw new TerminalClosed('the client types nothing more');
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted) throw new TerminalClosed('the client closed the session');
  }
}

/** A line after more was typed: backspace takes a letter back, Ctrl-U and Ctrl-C the whole line. */
function editLine(line: string, typed: string): string {
  let edited = line;
  for (const key of typed) {
    if (key === '\x7f' || key === '\b') edited = edited.slice(0, -1);
    else if (key === CTRL_U || key === CTRL_C) edited = '';
    else edited += key;
  }
  return edited;
}
