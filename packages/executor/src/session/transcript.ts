/** A stretch of a session, in the order it happened. */
export interface TranscriptPart {
  /**
   * `printed` by the device, `typed` by netraven where the device did not show it, `note` of netraven on what
   * happened, never with output of the device, `configuration` printed by the configuration command: to be folded to
   * one line.
   */
  readonly kind: 'printed' | 'typed' | 'note' | 'configuration';
  readonly text: string;
}

const HIDDEN = '[hidden]';

/** What went over one session's shell, without what was typed at password prompts. */
export class Transcript {
  readonly #parts: TranscriptPart[] = [];
  /** Values typed at password prompts: they are cut out even if the device shows them. */
  readonly #hidden = new Set<string>();

  hide(values: readonly string[]): void {
    for (const value of values) if (value.length >= 3) this.#hidden.add(value);
  }

  add(kind: TranscriptPart['kind'], text: string): void {
    if (text === '') return;
    let shown = text;
    if (kind !== 'configuration') for (const value of this.#hidden) shown = shown.replaceAll(value, HIDDEN);
    this.#parts.push({ kind, text: shown });
  }

  parts(): readonly TranscriptPart[] {
    return this.#parts;
  }
}
