import { NetravenError } from '@netraven/common';
import type { Limits } from '@netraven/common/message';
import type { Client } from 'ssh2';
import { type OnChannel, openCommand } from './open-channel.ts';
import { joinLines, renderLines } from './render-text.ts';
import type { SessionScope } from './session-scope.ts';
import type { Transcript } from './transcript.ts';

export interface ExecContext {
  readonly client: Client;
  readonly isConnected: () => boolean;
  readonly scope: SessionScope;
  readonly transcript: Transcript;
  readonly where: string;
  readonly limits: Limits;
  readonly onChannel?: OnChannel | undefined;
}

/**
 * Runs one command in a channel of its own and reads its output to the end of the channel.
 * @throws NETRAVEN_SESSION_SHELL when the server refuses command channels; NETRAVEN_SESSION_IDLE, _SESSION_DROPPED,
 * _SESSION_OUTPUT_TOO_LARGE; or the error that ended the session
 */
export async function execCommand(
  context: ExecContext,
  command: string,
  isConfiguration: boolean,
): Promise<string[]> {
  const { client, scope, transcript, where, limits } = context;
  transcript.add('typed', `${command}\n`);
  const channel = await openCommand(client, command, { ...context, timeoutMs: limits.idleMs });
  context.onChannel?.(channel, command);
  const pieces: string[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      let bytes = 0;
      const idle = () =>
        finish(
          new NetravenError(
            'NETRAVEN_SESSION_IDLE',
            `${where}: "${command}" was silent for ${limits.idleMs} ms`,
          ),
        );
      const timer = setTimeout(idle, limits.idleMs);
      const finish = (error?: unknown) => {
        clearTimeout(timer);
        stopListening();
        if (error === undefined) resolve();
        else reject(error);
      };
      const onData = (data: Buffer) => {
        timer.refresh();
        bytes += data.length;
        pieces.push(data.toString('latin1'));
        if (bytes > limits.outputBytes) {
          finish(
            new NetravenError(
              'NETRAVEN_SESSION_OUTPUT_TOO_LARGE',
              `${where}: more than ${limits.outputBytes} bytes from one command`,
            ),
          );
        }
      };
      const stopListening = scope.onEnd(finish);
      channel.on('data', onData);
      channel.stderr.on('data', onData);
      channel.on('error', () => undefined);
      // The socket's end closes the channel too, an instant before it ends the session.
      channel.on('close', () => setImmediate(() => finish(scope.error)));
    });
  } catch (error) {
    channel.close();
    transcript.add(isConfiguration ? 'configuration' : 'printed', joinLines(renderLines(pieces.join(''))));
    throw error;
  }
  const lines = renderLines(pieces.join(''));
  transcript.add(isConfiguration ? 'configuration' : 'printed', joinLines(lines));
  return lines;
}
