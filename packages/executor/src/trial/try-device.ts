import { zstdDecompressSync } from 'node:zlib';
import { type ErrorRecord, type NetravenError, toErrorRecord } from '@netraven/common';
import type { Config } from '@netraven/common/config';
import type { Facts, Task } from '@netraven/common/message';
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
import { recordTranscript } from './record-transcript.ts';

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
      /** The session as it can be replayed, its secrets replaced by placeholders. */
      readonly transcript: Transcript;
    }
);

/**
 * Reads a device as an executor would, under its lease, and stores nothing.
 * @throws NETRAVEN_CONFLICT while the device has another session; what opening keys and credentials throws;
 *   NETRAVEN_REDACT_LEAK
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
  const { session, credentials, channels } = tried;
  const { name } = target.device;
  const common = { sessionMs: session.sessionMs, connectionLog: processed.connectionLog ?? '' };
  if (session.kind === 'failed') return { ...common, kind: 'failed', error: session.error };
  const { capture } = session;
  const verdict = checkCapture({ device: name, ...capture }, target.device);
  const credential = credentials.find((one) => one.name === session.credentialName);
  if (credential === undefined) throw new Error('a session was captured without a credential');
  const recorded = { device: name, startedAt: session.startedAt, channels, capture, credential, credentials };
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
    transcript: recordTranscript(recorded),
  };
}
