import { NetravenError } from '@netraven/common';
import type { Platform } from '@netraven/common/platform';
import type { ClientChannel } from 'ssh2';
import { openQueryAnswers } from './answer-queries.ts';
import { OutputBuffer } from './output-buffer.ts';
import type { SessionScope } from './session-scope.ts';
import { turns } from './turns.ts';

/** What a look at the output came to: `settleMs` without further output make it final. */
export interface Look<T> {
  readonly value: T;
  readonly settleMs: number;
}

export interface ShellPlace {
  /** `host:port`, for messages. */
  readonly where: string;
  /** As it was asked for. */
  readonly terminal: Platform['terminal'];
}

export interface WaitLimits {
  /** The longest silence. */
  readonly idleMs: number;
  readonly outputBytes: number;
  /** Error of the silence. */
  readonly onIdle: () => Error;
}

/**
 * An open shell channel: typed to, and waited on until its output looks a certain way.
 * States: `waiting` while `until` runs (one at a time), `quiet` between, ended once the session's scope has ended.
 */
export class Shell {
  readonly output = new OutputBuffer();
  /** Whether what the device asks the terminal is answered; later an answer would stand before a command. */
  isAnswering = true;
  readonly #channel: ClientChannel;
  readonly #scope: SessionScope;
  readonly #where: string;
  /** Called for each packet while a wait runs. */
  #onData: (() => void) | undefined;
  /**
   * What came while no wait was running. It is not fed at once: one packet after the prompt may already belong to
   * what follows, and must not change the output that a wait has just found complete.
   */
  #early = '';
  /** The device ended the channel; what it printed before is still looked at. */
  #closed = false;

  constructor(channel: ClientChannel, scope: SessionScope, { where, terminal }: ShellPlace) {
    this.#channel = channel;
    this.#scope = scope;
    this.#where = where;
    const answers = openQueryAnswers(terminal);
    const onText = (data: Buffer) => {
      const text = data.toString('latin1');
      if (this.#onData === undefined) this.#early += text;
      else this.output.feed(text);
      if (this.isAnswering) this.type(answers(text, () => this.output.lastLine.length + 1));
      this.#onData?.();
    };
    channel.on('data', onText);
    channel.stderr.on('data', onText);
    channel.on('error', () => undefined);
    channel.on('close', () => {
      this.#closed = true;
      this.#onData?.();
    });
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Sends keys as they are. Nothing is sent when the session may not write. */
  type(keys: string): void {
    if (keys === '' || this.#closed || this.#scope.error !== undefined) return;
    this.#channel.write(Buffer.from(keys, 'utf8'));
  }

  /**
   * Waits until `look` finds what it looks for and no output follows for its `settleMs`.
   * @throws `limits.onIdle` after a silence, NETRAVEN_SESSION_DROPPED when the device closes the channel,
   * NETRAVEN_SESSION_OUTPUT_TOO_LARGE; or the error that ended the session
   */
  async until<T>(look: (output: OutputBuffer) => Look<T> | undefined, limits: WaitLimits): Promise<T> {
    this.#scope.throwIfEnded();
    this.output.feed(this.#early);
    this.#early = '';
    return await new Promise<T>((resolve, reject) => {
      let settleTimer: NodeJS.Timeout | undefined;
      /** What was found is void once more came, or the wait is over. */
      let finding = 0;
      let lastDataAt = performance.now();
      const finish = () => {
        finding++;
        clearTimeout(settleTimer);
        clearTimeout(idleTimer);
        stopListening();
        this.#onData = undefined;
      };
      const fail = (error: unknown) => {
        finish();
        reject(error);
      };
      const onIdle = () => {
        const leftMs = limits.idleMs - (performance.now() - lastDataAt);
        if (leftMs <= 1) fail(limits.onIdle());
        else idleTimer = setTimeout(onIdle, leftMs);
      };
      let idleTimer = setTimeout(onIdle, limits.idleMs);
      const examine = () => {
        const mine = ++finding;
        clearTimeout(settleTimer);
        if (this.output.length > limits.outputBytes) return fail(this.#tooLarge(limits.outputBytes));
        const found = look(this.output);
        if (found === undefined && this.#closed) return fail(this.#dropped());
        if (found === undefined) return;
        if (found.settleMs === 0 || this.#closed) {
          finish();
          return resolve(found.value);
        }
        const settle = () => {
          if (mine !== finding) return;
          finish();
          resolve(found.value);
        };
        settleTimer = setTimeout(() => turns.run(settle), found.settleMs);
      };
      const stopListening = this.#scope.onEnd(fail);
      this.#onData = () => {
        lastDataAt = performance.now();
        examine();
      };
      examine();
    });
  }

  #dropped(): NetravenError {
    return new NetravenError(
      'NETRAVEN_SESSION_DROPPED',
      `${this.#where}: the device closed the shell in mid-output`,
    );
  }

  #tooLarge(outputBytes: number): NetravenError {
    const message = `${this.#where}: more than ${outputBytes} bytes of output from one command`;
    return new NetravenError('NETRAVEN_SESSION_OUTPUT_TOO_LARGE', message);
  }
}
