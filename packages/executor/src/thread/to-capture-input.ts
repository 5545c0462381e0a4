import type { Config } from '@netraven/common/config';
import type { CaptureReport } from '../capture/capture-device.ts';
import type { FingerprintKey } from '../redaction/fingerprint.ts';
import type { Credential } from '../session/credential.ts';
import type { CaptureInput, Head } from './capture-input.ts';

export interface CaptureSource {
  readonly device: string;
  readonly session: CaptureReport;
  readonly credentials: readonly Credential[];
  readonly key: FingerprintKey;
  readonly config: Config;
  readonly head: Head | null;
  readonly contentsAlways: boolean;
}

const entryKinds = { typed: 'sent', printed: 'received', configuration: 'received', note: 'note' } as const;

/** A session as the thread takes it; one that failed has no text, only its transcript. */
export function toCaptureInput(source: CaptureSource): CaptureInput {
  const { session, config } = source;
  const capture = session.kind === 'captured' ? session.capture : null;
  return {
    text: new TextEncoder().encode(capture?.text ?? ''),
    device: source.device,
    secrets: capture?.platform.secrets ?? [],
    volatile: capture?.platform.volatile ?? [],
    credentials: source.credentials.map(({ username, secret }) => ({ username, ...secret })),
    key: source.key,
    recipients: config.secrets.recipients,
    head: source.head,
    contentsAlways: source.contentsAlways,
    transcript: {
      entries: session.transcript.map((part) => ({
        kind: entryKinds[part.kind],
        text: part.text,
        config: part.kind === 'configuration',
      })),
    },
    transcriptOptions: {
      keywords: config.connectionLog.keywords,
      maxBytes: config.connectionLog.maxBytes,
      keepConfig: config.connectionLog.fullOutput,
    },
  };
}
