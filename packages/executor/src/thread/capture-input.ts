import type { ChangeClass } from '@netraven/common/message';
import type { Platform } from '@netraven/common/platform';
import type { DeviceCredential } from '../redaction/find-leaks.ts';
import type { FingerprintKey } from '../redaction/fingerprint.ts';
import type { WeakSecret } from '../redaction/redact-text.ts';
import type { TranscriptOptions } from '../redaction/redact-transcript.ts';
import type { Transcript } from '../redaction/transcript.ts';

/** What a thread needs to turn one capture into what may be stored. Plain data: it is copied into the thread. */
export interface CaptureInput {
  /** The capture in UTF-8, as the device printed it, cleaned. Its memory moves to the thread: unusable afterwards. */
  readonly text: Uint8Array<ArrayBuffer>;
  /** Device name: keeps fingerprints of distinct kinds apart. */
  readonly device: string;
  /** `secrets` of the platform as JSON: one text for all its devices crosses cheaply, and names the compiled rules. */
  readonly rules: string;
  /** Of the platform. */
  readonly volatile: Platform['volatile'];
  /** Every credential that matches the device, not only the one used: the result must not depend on that. */
  readonly credentials: readonly DeviceCredential[];
  readonly key: FingerprintKey;
  /** `age1…` public keys of the operators; empty: no sealed original. */
  readonly recipients: readonly string[];
  /** The site's head, if it counts; null: there is nothing to compare with. */
  readonly head: Head | null;
  /** Contents are returned though the capture equals the head. */
  readonly contentsAlways: boolean;
  readonly transcript: Transcript | null;
  readonly transcriptOptions: TranscriptOptions;
}

/** The newest redacted text that is known of a device. */
export interface Head {
  /** SHA-256 of the text, lower-case hex. */
  readonly hash: string;
  /** The text, compressed with zstd. */
  readonly packed: Uint8Array;
}

/** A capture that may leave the executor. */
export interface ProcessedCapture {
  /** SHA-256 of the redacted text, lower-case hex. */
  readonly hash: string;
  /** Of the redacted text in UTF-8. */
  readonly bytes: number;
  readonly lines: number;
  /** The redacted text has the hash of the head. */
  readonly isUnchanged: boolean;
  /** Null when unchanged, `significant` without a head. */
  readonly change: ChangeClass | null;
  /** Against the head; without one all lines are added. `base` is the hash of the head. */
  readonly diff: { readonly base: string | null; readonly added: number; readonly removed: number };
  /** What a snapshot carries (`packContent`); null when unchanged and not asked for. */
  readonly content: Uint8Array | null;
  /** The next head: redacted text compressed with zstd; null with `content`. */
  readonly packedText: Uint8Array | null;
  /** The full text encrypted to the operators; null without recipients, or unchanged without opaque values. */
  readonly sealed: Uint8Array | null;
  /** Redacted transcript, null without one. */
  readonly connectionLog: string | null;
  readonly redaction: RedactionFacts;
}

/** Numbers for the job log; never a value. */
export interface RedactionFacts {
  /** Replaced values by kind. */
  readonly counts: Readonly<Record<string, number>>;
  readonly opaqueCount: number;
  /** Values found outside the positions the rules know, and replaced there too. */
  readonly leakCount: number;
  /** Values that are short or common words. */
  readonly weakCount: number;
  /** Where they stand in the stored text. */
  readonly weak: readonly WeakSecret[];
}
