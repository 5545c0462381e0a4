import { NetravenError } from '@netraven/common';
import type { Transcript } from '@netraven/common/transcript';
import type { Capture } from '../capture/capture-device.ts';
import { hasLeak } from '../redaction/find-leaks.ts';
import type { Credential } from '../session/credential.ts';
import { buildTranscript } from './build-transcript.ts';
import { openSecretMask, type SecretMask } from './mask-secrets.ts';
import type { ChannelRecord } from './record-channels.ts';

export interface RecordedCapture {
  readonly device: string;
  readonly startedAt: string;
  readonly channels: readonly ChannelRecord[];
  readonly capture: Capture;
  /** The one that was taken. */
  readonly credential: Credential;
  /** All of the device. */
  readonly credentials: readonly Credential[];
}

/**
 * The transcript of a recorded session, with a placeholder in place of every secret.
 * @throws NETRAVEN_REDACT_LEAK when a credential still stands in it
 */
export function recordTranscript(recorded: RecordedCapture): Transcript {
  const { capture, credential, device, startedAt } = recorded;
  const credentials = recorded.credentials.map(({ username, secret }) => ({ username, ...secret }));
  const mask = openSecretMask(capture.platform.secrets, credentials);
  const places = recorded.channels.map((channel) => maskPlaces(channel, mask));
  const text = mask.maskPlaces(capture.text);
  const channels = places.map((channel) => maskValues(channel, mask));
  const transcript = buildTranscript({
    device,
    recordedAt: startedAt,
    channels,
    capture: { ...capture, text: mask.maskValues(text) },
    secrets: { username: credential.username, ...credential.secret },
    placeholders: mask.placeholders(),
  });
  if (hasLeak(JSON.stringify(transcript), credentials)) {
    throw new NetravenError('NETRAVEN_REDACT_LEAK', `${device}: a credential stands in the recorded session`);
  }
  return transcript;
}

/** Placeholders are as long as what they replace, so packets keep their bounds. */
function maskPlaces(channel: ChannelRecord, mask: SecretMask): ChannelRecord {
  return withPrinted(channel, (printed) => mask.maskPlaces(printed));
}

function maskValues(channel: ChannelRecord, mask: SecretMask): ChannelRecord {
  return withPrinted(channel, (printed) => mask.maskValues(printed));
}

function withPrinted(channel: ChannelRecord, change: (printed: string) => string): ChannelRecord {
  const isPrinted = ({ kind }: ChannelRecord['events'][number]) => kind === 'printed';
  const printed = change(
    channel.events
      .filter(isPrinted)
      .map(({ text }) => text)
      .join(''),
  );
  let at = 0;
  const events = channel.events.map((event) => {
    if (!isPrinted(event)) return event;
    const text = printed.slice(at, at + event.text.length);
    at += event.text.length;
    return { ...event, text };
  });
  return { ...channel, events };
}
