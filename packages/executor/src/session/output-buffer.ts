import { renderLine } from './render-line.ts';

/** Longer unfinished lines are looked at from their end only; no prompt is that long. */
const TAIL_LENGTH = 4096;
/** Small packets are gathered up to this before they count as a piece. */
const PIECE_LENGTH = 16 * 1024;
const ESCAPE = '\u001b';
const WRAP = / \r(?=[^\r])/g;
/** An echo comes within this much output or not at all. */
const ECHO_SEARCH_LENGTH = 16 * 1024;

/**
 * What the device printed since the last command was typed, fed packet by packet. Looking at it costs the same
 * however the output was cut, and only ever concerns the unfinished last line and the first few lines.
 */
export class OutputBuffer {
  #pieces: string[] = [];
  #pending = '';
  /** Characters fed since the last reset. */
  #length = 0;
  /** The unfinished last line as received, at most twice `TAIL_LENGTH`. */
  #tail = '';
  /** Rendered `#tail`; undefined until asked for. */
  #shown: string | undefined;
  /** An ESC that came last. */
  #escape = '';
  /** Position after the last line feed. */
  #lineStart = 0;
  /** Start of the output, kept while the echo is looked for. */
  #head = '';
  /** Start of the first line of `#head` that was not looked at. */
  #headLine = 0;
  /** The finished line before that one, rendered. */
  #lineBefore = '';
  /** What the echo line looks like; undefined when none is looked for, or when it was found. */
  #isEcho: ((line: string) => boolean) | undefined;
  /** Position after the echo line; -1 while not found. */
  #echoEnd = -1;

  /** Forgets everything; `isEcho` tells the line that repeats the command about to be typed. */
  reset(isEcho?: (line: string) => boolean): void {
    this.#pieces = [];
    this.#pending = '';
    this.#length = 0;
    this.#tail = '';
    this.#shown = undefined;
    this.#escape = '';
    this.#lineStart = 0;
    this.#head = '';
    this.#headLine = 0;
    this.#lineBefore = '';
    this.#isEcho = isEcho;
    this.#echoEnd = -1;
  }

  /** @param packet bytes as a latin1 string */
  feed(packet: string): void {
    const text = this.#withLineFeeds(packet);
    this.#pending += text;
    if (this.#pending.length >= PIECE_LENGTH) {
      this.#pieces.push(this.#pending);
      this.#pending = '';
    }
    const lineFeed = text.lastIndexOf('\n');
    if (lineFeed < 0) {
      this.#tail += text;
      if (this.#tail.length > 2 * TAIL_LENGTH) this.#tail = this.#tail.slice(-TAIL_LENGTH);
    } else {
      this.#tail = text.slice(Math.max(lineFeed + 1, text.length - TAIL_LENGTH));
      this.#lineStart = this.#length + lineFeed + 1;
    }
    this.#length += text.length;
    this.#shown = undefined;
    if (this.#isEcho !== undefined) this.#lookForEcho(text, lineFeed >= 0, this.#isEcho);
  }

  /** ESC E, the line end of some terminals, as a line feed; an ESC at the end waits for what follows it. */
  #withLineFeeds(packet: string): string {
    if (this.#escape === '' && !packet.includes(ESCAPE)) return packet;
    const text = this.#escape + packet;
    this.#escape = text.endsWith(ESCAPE) ? ESCAPE : '';
    return (this.#escape === '' ? text : text.slice(0, -1)).replaceAll(`${ESCAPE}E`, '\n');
  }

  #lookForEcho(text: string, hasLine: boolean, isEcho: (line: string) => boolean): void {
    this.#head += text;
    for (
      let end = hasLine ? this.#nextLineEnd() : -1;
      end >= 0 && this.#echoEnd < 0;
      end = this.#nextLineEnd()
    ) {
      const raw = this.#head.slice(this.#headLine, end);
      const line = renderLine(raw);
      // At the terminal's edge a line goes on below, in a new one or by blank and return as bash does it.
      const shapes = [line, renderLine(raw.replace(WRAP, '')), this.#lineBefore + line];
      if (shapes.some(isEcho)) this.#echoEnd = end + 1;
      this.#lineBefore = line;
      this.#headLine = end + 1;
    }
    if (this.#echoEnd < 0 && this.#head.length < ECHO_SEARCH_LENGTH) return;
    this.#isEcho = undefined;
    this.#head = '';
  }

  #nextLineEnd(): number {
    return this.#head.indexOf('\n', this.#headLine);
  }

  get length(): number {
    return this.#length;
  }

  /** The command's echo, a whole line, has come. */
  get isEchoed(): boolean {
    return this.#echoEnd >= 0;
  }

  /** Where the unfinished line begins: grows with every finished line. */
  get lineStart(): number {
    return this.#lineStart;
  }

  /** The unfinished last line as a terminal shows it. */
  get lastLine(): string {
    this.#shown ??= renderLine(this.#tail);
    return this.#shown;
  }

  /** All that came, as received. */
  all(): string {
    if (this.#pending !== '') {
      this.#pieces.push(this.#pending);
      this.#pending = '';
    }
    if (this.#pieces.length > 1) this.#pieces = [this.#pieces.join('')];
    return this.#pieces[0] ?? '';
  }

  /** What came after the echo line, as received; all of it without an echo. */
  body(): string {
    return this.#echoEnd < 0 ? this.all() : this.all().slice(this.#echoEnd);
  }

  /** The last `count` characters before the unfinished line, as received. */
  beforeLastLine(count: number): string {
    const wanted = count + this.#length - this.#lineStart;
    let text = this.#pending.slice(-wanted);
    for (let at = this.#pieces.length - 1; at >= 0 && text.length < wanted; at--) {
      text = (this.#pieces[at] ?? '').slice(text.length - wanted) + text;
    }
    return text.slice(0, Math.max(0, text.length - (this.#length - this.#lineStart)));
  }
}
