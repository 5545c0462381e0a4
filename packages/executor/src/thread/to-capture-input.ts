import type { Config } from '@netraven/common/config';
import type { RedactionRule } from '@netraven/common/platform';
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
    rules: writeRules(capture?.platform.secrets ?? noRules),
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

const noRules: readonly RedactionRule[] = [];
const written = new WeakMap<readonly RedactionRule[], string>();

function writeRules(rules: readonly RedactionRule[]): string {
  const known = written.get(rules);
  if (known !== undefined) return known;
  const text = JSON.stringify(rules);
  written.set(rules, text);
  return text;
}
