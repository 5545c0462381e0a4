/** What went over one session, in order. */
export interface Transcript {
  readonly entries: readonly TranscriptEntry[];
}

export interface TranscriptEntry {
  readonly kind: 'sent' | 'received';
  /** Cleaned text; what was typed at a password prompt is not part of it. */
  readonly text: string;
  /** Output of a configuration command. */
  readonly config?: boolean;
}
