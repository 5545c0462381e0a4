import { type ErrorRecord, NetravenError } from '@netraven/common';
import type { Transcript } from '@netraven/common/transcript';
import type { Capture } from '../capture/capture-device.ts';
import { noFacts } from '../capture/read-facts.ts';
import { credentialSecrets, hasLeak } from '../redaction/find-leaks.ts';
import type { Credential } from '../session/credential.ts';
import { buildTranscript } from './build-transcript.ts';
import { maskEchoes } from './mask-echoes.ts';
import { openSecretMask } from './mask-secrets.ts';
import type { ChannelRecord } from './record-channels.ts';
import { withPrinted } from './with-printed.ts';

export interface RecordedCapture {
  readonly device: string;
  readonly startedAt: string;
  readonly channels: readonly ChannelRecord[];
  /** What the session gave, or the platform of one that failed. */
  readonly capture: Capture | Pick<Capture, 'platform'>;
  /** How it failed; null when it did not. */
  readonly failure: ErrorRecord | null;
  /** All of the device. */
  readonly credentials: readonly Credential[];
}

/**
 * The transcript of a recorded session, with a placeholder in place of every secret; of one that failed up to the
 * failure.
 * @throws NETRAVEN_REDACT_LEAK when a credential still stands in it
 */
export function recordTranscript(recorded: RecordedCapture): Transcript {
  const { device, failure, startedAt } = recorded;
  const capture = { text: '', command: '', facts: noFacts, ...recorded.capture };
  const [firstCommand = ''] = capture.platform.configuration.commands;
  const credentials = recorded.credentials.map(({ username, secret }) => ({ username, ...secret }));
  const mask = openSecretMask(capture.platform.secrets, credentials);
  const secrets = credentialSecrets(credentials);
  const places = recorded.channels
    .map((channel) => maskEchoes(withoutOurEnd(channel, failure), secrets))
    .map((channel) => changePrinted(channel, mask.maskPlaces));
  const text = mask.maskPlaces(capture.text);
  const channels = places.map((channel) => changePrinted(channel, mask.maskValues));
  const transcript = buildTranscript({
    device,
    recordedAt: startedAt,
    channels,
    capture: { ...capture, command: capture.command || firstCommand, text: mask.maskValues(text) },
    failure: failure === null ? null : { ...failure, message: mask.maskValues(failure.message) },
    secrets: credentials,
    placeholders: mask.placeholders(),
  });
  if (hasLeak(JSON.stringify(transcript), credentials)) {
    throw new NetravenError('NETRAVEN_REDACT_LEAK', `${device}: a credential stands in the recorded session`);
  }
  return transcript;
}

/** A session that fails closes its channels itself, unless that was how it failed. */
function withoutOurEnd(channel: ChannelRecord, failure: ErrorRecord | null): ChannelRecord {
  if (failure === null || failure.code === 'NETRAVEN_SESSION_DROPPED') return channel;
  return { ...channel, events: channel.events.filter(({ kind }) => kind !== 'closed') };
}

/** Placeholders are as long as what they replace. */
function changePrinted(channel: ChannelRecord, change: (printed: string) => string): ChannelRecord {
  return { ...channel, events: withPrinted(channel.events, change) };
}
