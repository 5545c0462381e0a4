import { countLines } from '@netraven/common/diff';
import { sha256 } from '@netraven/common/message';
import type { CommitFacts } from '../commit/commit-message.ts';
import type { TextChange } from '../content/compare-texts.ts';

/** One commit of one device's configuration, with all the database keeps of it. */
export interface Version extends TextChange {
  readonly facts: CommitFacts;
  readonly path: string;
  /** 40 hex digits. */
  readonly commit: string;
  /** Committer time in seconds. */
  readonly committedSeconds: number;
  /** Id of the configuration's blob, 40 hex digits. */
  readonly blob: string;
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: string;
  readonly bytes: number;
  readonly lines: number;
}

/** What is known of a version before it is measured. */
export type CommittedText = Pick<Version, 'facts' | 'path' | 'commit' | 'committedSeconds' | 'blob' | 'text'>;

export function buildVersion(committed: CommittedText, change: TextChange): Version {
  const { text } = committed;
  return {
    ...committed,
    ...change,
    hash: sha256(text),
    bytes: Buffer.byteLength(text),
    lines: countLines(text),
  };
}
