import type { Transcript } from '@netraven/common/transcript';
import type { SimulatedSecret } from '../configuration/start-writing.ts';

/** What a device that replays a transcript holds: always the same. */
export class ReplayedContent {
  readonly transcript: Transcript;

  constructor(transcript: Transcript) {
    this.transcript = transcript;
  }

  /** What the device serves: a transcript holds either a shell or SSH commands, and the other is refused. */
  get channel(): Transcript['channel'] {
    return this.transcript.channel;
  }

  /** @throws an error for any line but the one whose text the transcript tells */
  expected(line = this.transcript.configuration.line): string {
    const { configuration } = this.transcript;
    if (line !== configuration.line) throw new Error(`the transcript tells nothing about "${line}"`);
    return configuration.text.replace(/\n$/, '');
  }

  secrets(): SimulatedSecret[] {
    return this.transcript.placeholders.map((value, index) => ({ name: `placeholder ${index + 1}`, value }));
  }
}
