import { NetravenError } from '@netraven/common';
import type { Limits } from '@netraven/common/message';
import type { Platform } from '@netraven/common/platform';
import type { Client } from 'ssh2';
import type { Credential } from './credential.ts';
import { enterPrivilege } from './enter-privilege.ts';
import { execCommand } from './exec-command.ts';
import { learnPrompt } from './learn-prompt.ts';
import { logOut } from './log-out.ts';
import { type OnChannel, openShell } from './open-channel.ts';
import { runCommand } from './run-command.ts';
import type { SessionScope } from './session-scope.ts';
import { Shell } from './shell.ts';
import type { ShellContext } from './shell-context.ts';
import type { Transcript } from './transcript.ts';

export interface RunnerContext {
  readonly client: Client;
  readonly isConnected: () => boolean;
  readonly credential: Credential;
  readonly platform: Platform;
  readonly scope: SessionScope;
  readonly transcript: Transcript;
  readonly where: string;
  readonly limits: Limits;
  readonly onChannel?: OnChannel | undefined;
}

export interface RunOutput {
  /** Lines the command printed, without trailing blanks. */
  readonly lines: string[];
  /** What came in after the previous command had seemed to be done, and before this one. */
  readonly leftover: string;
}

/** Runs commands over the channel of the platform, or over the other kind where the server refuses that one. */
export interface Runner {
  /** Name in the prompt; undefined over command channels. */
  readonly promptName: string | undefined;
  run(command: string, isConfiguration?: boolean): Promise<RunOutput>;
  close(): Promise<void>;
}

/** @throws as `openSession` */
export async function openRunner(context: RunnerContext): Promise<Runner> {
  if (context.platform.channel === 'exec') return commandRunner(context, true);
  try {
    return await shellRunner(context);
  } catch (error) {
    if (!isChannelRefusal(error) || !context.isConnected()) throw error;
    context.transcript.add('note', 'the server gives no shell: commands run in channels of their own\n');
    return commandRunner(context, false);
  }
}

function commandRunner(context: RunnerContext, mayUseShell: boolean): Runner {
  let shell: Runner | undefined;
  return {
    promptName: undefined,
    async run(command, isConfiguration = false) {
      if (shell !== undefined) return await shell.run(command, isConfiguration);
      try {
        return { lines: await execCommand(context, command, isConfiguration), leftover: '' };
      } catch (error) {
        if (!mayUseShell || !isChannelRefusal(error) || !context.isConnected()) throw error;
        context.transcript.add('note', 'the server gives no command channels: a shell is used\n');
        shell = await shellRunner(context);
        return await shell.run(command, isConfiguration);
      }
    },
    async close() {
      await shell?.close();
    },
  };
}

async function shellRunner(context: RunnerContext): Promise<Runner> {
  const { client, scope, platform, where, limits } = context;
  const channel = await openShell(client, platform, { ...context, timeoutMs: limits.idleMs });
  context.onChannel?.(channel);
  const login = {
    ...context,
    ...limits,
    shell: new Shell(channel, scope, { where, terminal: platform.terminal }),
  };
  const prompt = await learnPrompt(login);
  const shell: ShellContext = { ...login, prompt, isEchoing: undefined };
  await enterPrivilege(shell);
  for (const command of platform.setup) await runCommand(shell, command);
  let isAtPrompt = true;
  return {
    promptName: shell.prompt.name,
    run: async (command, isConfiguration = false) => {
      isAtPrompt = false;
      const output = await runCommand(shell, command, { isConfiguration });
      isAtPrompt = true;
      return output;
    },
    close: async () => {
      if (isAtPrompt) await logOut(shell);
    },
  };
}

function isChannelRefusal(error: unknown): boolean {
  return error instanceof NetravenError && error.code === 'NETRAVEN_SESSION_SHELL';
}
