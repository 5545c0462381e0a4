import { NetravenError } from '@netraven/common';
import { type CommandOutput, type PagerStop, pagerStop, readOutput } from './command-output.ts';
import { lookForEnd } from './look-for-end.ts';
import { isEchoLine, nextPrompt } from './prompt.ts';
import { joinLines, renderLines } from './render-text.ts';
import { type ShellContext, typedLine } from './shell-context.ts';

const CLEAR_LINE = '\u0015';

export interface CommandOptions {
  readonly isConfiguration?: boolean;
  /** A question that ends the output as well, as that for the enable password. */
  readonly stopAt?: RegExp;
  /** The command may lead to a command line with another prompt. */
  readonly mayChangePrompt?: boolean;
}

/**
 * Types one command and reads its output up to the prompt, going on at each stop of the pager.
 * @throws NETRAVEN_SESSION_IDLE, _SESSION_DROPPED, _SESSION_OUTPUT_TOO_LARGE; or the error that ended the session
 */
export async function runCommand(
  context: ShellContext,
  command: string,
  { isConfiguration = false, stopAt, mayChangePrompt = false }: CommandOptions = {},
): Promise<CommandOutput & { readonly asked: boolean }> {
  const { shell, platform, transcript } = context;
  const kind = isConfiguration ? 'configuration' : 'printed';
  const stops: PagerStop[] = [];
  let supposedMs = 0;
  shell.output.reset((line) => isEchoLine(platform, context.prompt, command, line));
  shell.type(typedLine(platform, command));
  try {
    for (;;) {
      const answeredLine = stops.at(-1)?.lineStart ?? -1;
      const search = { command, isConfiguration, stopAt, mayChangePrompt, answeredLine };
      const found = await shell.until((output) => lookForEnd(context, output, search), {
        ...context,
        // What was typed at a stop that was only supposed does not break the silence.
        idleMs: Math.max(context.idleMs - supposedMs, 1),
        onIdle: () => silence(context, command),
      });
      supposedMs = found.kind === 'pager' ? (found.afterMs ?? 0) : 0;
      if (found.kind === 'prompt' || found.kind === 'question') {
        return finish(context, { command, kind, stops, asked: found.kind === 'question' });
      }
      if (found.kind === 'pager') stops.push(pagerStop(shell.output));
      shell.type(found.kind === 'pager' ? found.send : CLEAR_LINE);
    }
  } catch (error) {
    transcript.add(kind, joinLines(renderLines(shell.output.all())));
    throw error;
  }
}

function finish(
  context: ShellContext,
  run: { command: string; kind: 'configuration' | 'printed'; stops: readonly PagerStop[]; asked: boolean },
): CommandOutput & { asked: boolean } {
  const { shell, transcript } = context;
  const output = readOutput(context, shell.output, run.stops);
  transcript.add('printed', output.leftover);
  transcript.add(shell.output.isEchoed ? 'printed' : 'typed', `${context.prompt.line} ${run.command}\n`);
  transcript.add(run.kind, joinLines(output.lines));
  if (run.asked) {
    transcript.add('printed', output.lastLine);
  } else {
    context.prompt = nextPrompt(context, output.lastLine);
    context.isEchoing ??= shell.output.isEchoed;
  }
  return { ...output, asked: run.asked };
}

function silence({ where, idleMs }: ShellContext, command: string): NetravenError {
  const message = `${where}: no prompt after "${command}", silent for ${idleMs} ms`;
  return new NetravenError('NETRAVEN_SESSION_IDLE', message);
}
