import { NetravenError } from '@netraven/common';
import type { Limits } from '@netraven/common/message';
import type { Platform } from '@netraven/common/platform';
import type { Credential } from './credential.ts';
import { secretValues } from './credential.ts';
import { closeClient } from './log-out.ts';
import type { OnChannel } from './open-channel.ts';
import {
  type BeforeLogin,
  type Connection,
  gatherRefusals,
  type Hop,
  isAuthenticationRefusal,
  MAX_CREDENTIALS,
  openConnection,
} from './open-connection.ts';
import { openRunner, type Runner, type RunnerContext } from './open-runner.ts';
import type { PhaseClock } from './phase-clock.ts';
import { SessionScope } from './session-scope.ts';
import type { Transcript } from './transcript.ts';
import type { HostKey, HostKeyPolicy } from './verify-host-key.ts';

export interface SessionTarget {
  readonly host: string;
  readonly port: number;
  readonly platform: Platform;
  /** In the order they are tried. */
  readonly credentials: readonly Credential[];
  readonly hostKey: HostKeyPolicy;
  readonly algorithms: 'modern' | 'legacy';
  /** From the executor outwards. */
  readonly jumps: readonly JumpHost[];
  /** Asked before each login to a jump host or the device. */
  readonly beforeLogin?: BeforeLogin | undefined;
}

export interface JumpHost {
  readonly host: string;
  readonly port: number;
  readonly credentials: readonly Credential[];
  readonly hostKeys: readonly string[];
}

export interface SessionOptions {
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** Asked before every write to the socket. */
  readonly mayWrite: () => boolean;
  readonly transcript: Transcript;
  /** Told of each phase, also of a session that fails. */
  readonly phases?: PhaseClock | undefined;
  readonly onChannel?: OnChannel | undefined;
}

/** A session that is logged in, with its rights entered and its terminal set up. */
export interface Session extends Pick<Runner, 'run' | 'promptName'> {
  readonly hostKey: HostKey;
  /** Those of the jump hosts on the way, in order. */
  readonly jumpHostKeys: readonly HostKey[];
  readonly credential: Credential;
  /** Those that the device refused before it took that one, in order. */
  readonly refused: readonly Credential[];
  /** Logs out and closes the socket within bounds; never throws. */
  close(): Promise<void>;
}

/**
 * Logs in to a device, with the next credential only after one was refused, and makes its shell ready for commands.
 * The socket is closed when it throws.
 * @throws NetravenError of the stages CONNECT, SSH, AUTH, SESSION and TASK
 */
export async function openSession(target: SessionTarget, options: SessionOptions): Promise<Session> {
  const limits = { ...options.limits, idleMs: options.limits.idleMs * target.platform.patience };
  const where = `${target.host}:${target.port}`;
  const scope = new SessionScope(options.mayWrite, options.phases);
  scope.follow(options.signal);
  scope.limit(
    limits.sessionMs,
    () =>
      new NetravenError(
        'NETRAVEN_SESSION_TIMEOUT',
        `${where}: the session took longer than ${limits.sessionMs} ms`,
      ),
  );
  for (const hop of [target, ...target.jumps]) options.transcript.hide(hop.credentials.flatMap(secretValues));
  const { transcript, onChannel } = options;
  const context = { platform: target.platform, scope, transcript, onChannel, where, limits };
  try {
    const { connection, runner, refused } = await logIn(target, context);
    return {
      hostKey: connection.hostKey,
      jumpHostKeys: connection.jumpHostKeys,
      credential: connection.credential,
      refused,
      promptName: runner.promptName,
      run: async (command, isConfiguration) => {
        scope.phases.begin('command', command);
        const output = await runner.run(command, isConfiguration);
        scope.phases.end();
        return output;
      },
      close: async () => {
        scope.phases.begin('logout');
        scope.leave();
        if (scope.error === undefined) await runner.close();
        if (scope.error === undefined && connection.isConnected()) await closeClient(connection.client);
        scope.phases.end();
        scope.release();
      },
    };
  } catch (error) {
    scope.phases.end();
    scope.release();
    throw error instanceof NetravenError ? error : (scope.error ?? error);
  }
}

/** A login can also be refused inside the shell, by devices that take anyone over SSH: that counts like any other. */
async function logIn(
  target: SessionTarget,
  context: Omit<RunnerContext, keyof Connection>,
): Promise<{ connection: Connection; runner: Runner; refused: readonly Credential[] }> {
  const refused: Credential[] = [];
  const refusals: NetravenError[] = [];
  let credentials = target.credentials;
  let maxCredentials = MAX_CREDENTIALS;
  for (;;) {
    const hops = hopsOf(target, { credentials, maxCredentials });
    const connection = await openConnection(hops, context.limits, context.scope);
    refused.push(...connection.refused);
    context.scope.phases.begin('prompt');
    try {
      const runner = await openRunner({ ...context, ...connection });
      context.scope.phases.end();
      return { connection, runner, refused };
    } catch (error) {
      if (!isAuthenticationRefusal(error)) throw error;
      refusals.push(error);
      refused.push(connection.credential);
      connection.close();
      const used = credentials.indexOf(connection.credential) + 1;
      credentials = credentials.slice(used);
      maxCredentials -= used;
      if (credentials.length === 0 || maxCredentials === 0) {
        throw gatherRefusals(context.where, credentials.length, refusals);
      }
    }
  }
}

function hopsOf(target: SessionTarget, tried: Pick<Hop, 'credentials' | 'maxCredentials'>): Hop[] {
  const { platform, beforeLogin } = target;
  const jumps = target.jumps.map((jump) => ({
    ...jump,
    beforeLogin,
    maxCredentials: MAX_CREDENTIALS,
    hostKey: { policy: target.hostKey.policy, pinned: jump.hostKeys },
    algorithms: target.algorithms,
    noneFirst: false,
    usernameSuffix: '',
  }));
  const device: Hop = {
    host: target.host,
    port: target.port,
    ...tried,
    beforeLogin,
    hostKey: target.hostKey,
    algorithms: platform.algorithms === 'legacy' ? 'legacy' : target.algorithms,
    noneFirst: platform.login.sshNone,
    usernameSuffix: platform.usernameSuffix,
  };
  return [...jumps, device];
}
