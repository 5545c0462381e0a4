import { zstdDecompressSync } from 'node:zlib';
import { type ErrorRecord, NetravenError, toErrorRecord } from '@netraven/common';
import type { Config } from '@netraven/common/config';
import type { Facts, Task } from '@netraven/common/message';
import { findPlatform } from '@netraven/common/platform';
import type { Transcript } from '@netraven/common/transcript';
import type { JetStreamClient } from 'nats';
import { type CaptureReport, captureDevice } from '../capture/capture-device.ts';
import { checkCapture } from '../capture/check-capture.ts';
import { openKeys } from '../open-keys.ts';
import type { Credential } from '../session/credential.ts';
import { openCredentials } from '../task/open-credentials.ts';
import type { ProcessedCapture } from '../thread/capture-input.ts';
import { toCaptureInput } from '../thread/to-capture-input.ts';
import { toStorable } from '../thread/to-storable.ts';
import { holdDevice } from './hold-device.ts';
import { openRecorder } from './record-channels.ts';
import { type RecordedCapture, recordTranscript } from './record-transcript.ts';

/** A device as a task describes it. */
export type TriedDevice = Pick<
  Task,
  'site' | 'device' | 'credentials' | 'jumps' | 'hostKey' | 'algorithms' | 'limits'
>;

export interface TryOptions {
  readonly target: TriedDevice;
  /** Of an executor of the device's site. */
  readonly config: Config;
  /** JetStream of the site's server. */
  readonly local: JetStreamClient;
  readonly signal: AbortSignal;
}

/** How one session went; nothing of it is stored, and no secret is in it. */
export type Trial = {
  readonly sessionMs: number;
  /** Redacted transcript of the session. */
  readonly connectionLog: string;
  /**
   * The session as it can be replayed, its secrets replaced by placeholders; null where one of them could not be
   * kept out of it.
   */
  readonly transcript: Transcript | null;
} & (
  | { readonly kind: 'failed'; readonly error: NetravenError }
  | {
      readonly kind: 'captured';
      readonly platform: string;
      /** The command that printed the configuration. */
      readonly command: string;
      /** What would be stored. */
      readonly text: string;
      readonly lines: number;
      readonly facts: Facts;
      /** Replaced secrets by kind. */
      readonly secrets: Readonly<Record<string, number>>;
      /** Why it would not be accepted; null when it would. */
      readonly reason: ErrorRecord | null;
    }
);

/**
 * Reads a device as an executor would, under its lease, and stores nothing.
 * @throws NETRAVEN_CONFLICT while the device has another session; what opening keys and credentials throws
 */
export async function tryDevice(options: TryOptions): Promise<Trial> {
  const { target, config } = options;
  const keys = await openKeys(config);
  const open = async (sealed: TriedDevice['credentials']) =>
    (await openCredentials(sealed, keys.identities(), new Map())).credentials;
  const credentials = await open(target.credentials);
  const jumps = await Promise.all(
    target.jumps.map(async (jump) => ({ ...jump, credentials: await open(jump.credentials) })),
  );
  const recorder = openRecorder(() => performance.now());
  const session = await captureUnderLease(options, { credentials, jumps, onChannel: recorder.onChannel });
  const processed = await toStorable(
    toCaptureInput({
      device: target.device.name,
      session,
      credentials,
      key: keys.fingerprintKey,
      config: { ...config, secrets: { ...config.secrets, recipients: [] } },
      head: null,
      contentsAlways: true,
    }),
  );
  return describeTrial(target, processed, { session, credentials, channels: recorder.channels });
}

async function captureUnderLease(
  { target, local, signal }: TryOptions,
  opened: Pick<Parameters<typeof captureDevice>[0], 'credentials' | 'jumps' | 'onChannel'>,
): Promise<CaptureReport> {
  const lease = await holdDevice(local, target, signal);
  try {
    return await captureDevice({
      ...opened,
      device: target.device,
      hostKey: target.hostKey,
      algorithms: target.algorithms,
      limits: target.limits,
      signal: AbortSignal.any([signal, lease.lost]),
      mayWrite: lease.isHeld,
    });
  } finally {
    await lease.release();
  }
}

interface Tried {
  readonly session: CaptureReport;
  readonly credentials: readonly Credential[];
  readonly channels: ReturnType<typeof openRecorder>['channels'];
}

function describeTrial(target: TriedDevice, processed: ProcessedCapture, tried: Tried): Trial {
  const { session } = tried;
  const { name } = target.device;
  const common = { sessionMs: session.sessionMs, connectionLog: processed.connectionLog ?? '' };
  if (session.kind === 'failed') {
    const platform = findPlatform(target.device.platform) ?? findPlatform('generic');
    const failure = toErrorRecord(session.error);
    const transcript =
      platform === undefined ? null : transcriptOf(name, tried, { capture: { platform }, failure });
    return { ...common, kind: 'failed', error: session.error, transcript };
  }
  const { capture } = session;
  const verdict = checkCapture({ device: name, ...capture }, target.device);
  return {
    ...common,
    kind: 'captured',
    platform: capture.platform.name,
    command: capture.command,
    text: processed.packedText === null ? '' : zstdDecompressSync(processed.packedText).toString('utf8'),
    lines: processed.lines,
    facts: capture.facts,
    secrets: processed.redaction.counts,
    reason: verdict.kind === 'accept' ? null : toErrorRecord(verdict.reason),
    transcript: transcriptOf(name, tried, { capture, failure: null }),
  };
}

function transcriptOf(
  device: string,
  { session, credentials, channels }: Tried,
  { capture, failure }: Pick<RecordedCapture, 'capture' | 'failure'>,
): Transcript | null {
  try {
    return recordTranscript({
      device,
      startedAt: session.startedAt,
      channels,
      capture,
      failure,
      credentials,
    });
  } catch (error) {
    if (error instanceof NetravenError && error.code === 'NETRAVEN_REDACT_LEAK') return null;
    throw error;
  }
}
