import { NetravenError } from '@netraven/common';
import type { Facts, Limits } from '@netraven/common/message';
import { findPlatform, type Platform } from '@netraven/common/platform';
import type { Credential } from '../session/credential.ts';
import type { OnChannel } from '../session/open-channel.ts';
import type { BeforeLogin } from '../session/open-connection.ts';
import { type JumpHost, openSession, type Session } from '../session/open-session.ts';
import { PhaseClock, type TimedPhase } from '../session/phase-clock.ts';
import { Transcript, type TranscriptPart } from '../session/transcript.ts';
import type { HostKey, HostKeyPolicy } from '../session/verify-host-key.ts';
import { captureConfiguration } from './capture-configuration.ts';
import { captureFacts } from './capture-facts.ts';

export interface CaptureRequest {
  readonly device: {
    readonly name: string;
    readonly host: string;
    readonly port: number;
    readonly platform: string;
  };
  /** Opened, in the order they are tried. */
  readonly credentials: readonly Credential[];
  /** From the executor outwards. */
  readonly jumps: readonly JumpHost[];
  readonly hostKey: HostKeyPolicy;
  readonly algorithms: 'modern' | 'legacy';
  readonly limits: Limits;
  /** Asked before each login to a jump host or the device. */
  readonly beforeLogin?: BeforeLogin | undefined;
  /** Ends the session; a `NetravenError` as reason becomes its error. */
  readonly signal: AbortSignal;
  /** Whether this executor still holds the device; asked before every write to the socket. */
  readonly mayWrite: () => boolean;
  /** Told of every channel as it opens, before anything is read from it; for recording. */
  readonly onChannel?: OnChannel | undefined;
}

/** What one session gave; it holds secrets and stays in the memory of the executor. */
export interface Capture {
  readonly platform: Platform;
  /** The whole configuration: `\n` line ends, no blanks at line ends, no blank first or last line. */
  readonly text: string;
  /** The command that printed it. */
  readonly command: string;
  readonly facts: Facts;
}

/** How a session went, whether it gave a capture or not. */
export interface SessionReport {
  readonly transcript: readonly TranscriptPart[];
  /** Key the device showed; null when the login did not succeed. */
  readonly hostKey: HostKey | null;
  /** Keys the jump hosts showed, in order; empty when the login did not succeed. */
  readonly jumpHostKeys: readonly HostKey[];
  /** The credential that was taken; null when none was. */
  readonly credentialName: string | null;
  /** The credentials the device refused before that one, in order; empty when none was taken. */
  readonly refusedCredentials: readonly string[];
  readonly startedAt: string;
  readonly sessionMs: number;
  /** In order; of a session that failed, as far as it came. */
  readonly phases: readonly TimedPhase[];
}

export type CaptureReport = SessionReport &
  (
    | { readonly kind: 'captured'; readonly capture: Capture }
    | { readonly kind: 'failed'; readonly error: NetravenError }
  );

/**
 * Reads the configuration and the facts of one device in one session. It only ever reads, and the socket is closed
 * when it returns. Whatever goes wrong on the way is the report's error; it throws on defects alone.
 */
export async function captureDevice(request: CaptureRequest): Promise<CaptureReport> {
  const transcript = new Transcript();
  const clock = new PhaseClock();
  const startedAt = new Date().toISOString();
  const started = performance.now();
  let session: Session | undefined;
  const report = (): SessionReport => ({
    transcript: transcript.parts(),
    hostKey: session?.hostKey ?? null,
    jumpHostKeys: session?.jumpHostKeys ?? [],
    credentialName: session?.credential.name ?? null,
    refusedCredentials: session?.refused.map(({ name }) => name) ?? [],
    startedAt,
    sessionMs: Math.round(performance.now() - started),
    phases: clock.phases,
  });
  try {
    const platform = requirePlatform(request.device.platform);
    session = await openSession(
      { ...request.device, ...request, platform },
      { ...request, transcript, phases: clock },
    );
    const capture = await readDevice(session, platform, { name: request.device.name, transcript });
    return { ...report(), kind: 'captured', capture };
  } catch (error) {
    if (!(error instanceof NetravenError)) throw error;
    transcript.add('note', `${error.code}: ${error.message}\n`);
    return { ...report(), kind: 'failed', error };
  } finally {
    clock.end();
    await session?.close();
  }
}

async function readDevice(
  session: Session,
  platform: Platform,
  { name, transcript }: { name: string; transcript: Transcript },
): Promise<Capture> {
  const { text, command } = await captureConfiguration(session, platform, name);
  const { facts, leftover, error } = await captureFacts(session, platform, text);
  if (error !== null) transcript.add('note', `facts: ${error.code}: ${error.message}\n`);
  // Behind an end marker it can only be a message of a shape nobody knows.
  if (leftover !== '' && platform.configuration.endMarker === undefined) {
    throw new NetravenError(
      'NETRAVEN_CAPTURE_TRUNCATED',
      `${name}: output went on after the prompt of "${command}"`,
    );
  }
  return { platform, text, command, facts };
}

function requirePlatform(name: string): Platform {
  const platform = findPlatform(name);
  if (platform !== undefined) return platform;
  throw new NetravenError('NETRAVEN_TASK_PLATFORM_UNKNOWN', `no platform is called "${name}"`);
}
