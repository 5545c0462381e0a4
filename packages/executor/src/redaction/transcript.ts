/** What went over one session, in order. */
export interface Transcript {
  readonly entries: readonly TranscriptEntry[];
}

export interface TranscriptEntry {
  /** `note`: netraven's own words on what happened; holds no output of the device and none of its secrets. */
  readonly kind: 'sent' | 'received' | 'note';
  /** Cleaned text; what was typed at a password prompt is not part of it. */
  readonly text: string;
  /** Output of a configuration command. */
  readonly config?: boolean;
}
