import type { Exchange, Transcript, TranscriptInput } from '@netraven/common/transcript';
import { askLogin } from './login-dialogue.ts';
import type { Departure, ShellContext } from './run-shell.ts';
import type { Terminal } from './terminal.ts';

/** Plays a transcript back to whoever types its inputs, in any order; ends when an exchange closes the session. */
export async function replayShell(shell: ShellContext, transcript: Transcript): Promise<Departure> {
  const { terminal, device } = shell;
  if (shell.asksLogin && !(await askLogin(terminal, device.plan.login))) return 'leave';
  let { prompt, closes } = await replayStep(shell, transcript.opening);
  while (!closes) {
    const typed = await terminal.readLine('none');
    const line = typed.trim();
    if (line !== '') shell.onCommand(line);
    const exchange = transcript.exchanges.find(({ send }) => 'line' in send && send.line === line);
    const error = line === '' ? '' : transcript.otherwise;
    const step = exchange ?? { output: [`${typed}\r\n${error}${prompt}`] };
    ({ prompt, closes } = await replayStep(shell, step));
  }
  return 'leave';
}

type Step = Omit<Exchange, 'send'>;

/** Plays one step with the answers it asks for. @returns the prompt it ends in, and whether the device leaves */
async function replayStep(shell: ShellContext, step: Step): Promise<{ prompt: string; closes: boolean }> {
  const prompt = await replayOutput(shell.terminal, step.output);
  if (!step.answers) return { prompt, closes: step.closes ?? false };
  for (;;) {
    const answer = await readAnswer(shell, step.answers);
    if (answer) return replayStep(shell, answer);
  }
}

/** Reads what an exchange waits for; what is not one of its answers is swallowed, as devices do. */
async function readAnswer(shell: ShellContext, answers: readonly Exchange[]): Promise<Exchange | undefined> {
  const isKey = answers.some(({ send }) => 'key' in send);
  const typed = isKey ? await shell.terminal.readKey() : await shell.terminal.readLine('none');
  return answers.find(({ send }) => isInput(send, typed, shell));
}

function isInput(send: TranscriptInput, typed: string, { device }: ShellContext): boolean {
  if ('key' in send) return send.key === 'any' || send.key === typed;
  if ('line' in send) return send.line === typed.trim();
  return typed === device.plan.login[send.secret];
}

/** Writes recorded output with its pauses. @returns what stands behind its last line end: the prompt */
export async function replayOutput(terminal: Terminal, output: Exchange['output']): Promise<string> {
  let text = '';
  for (const part of output) {
    if (typeof part === 'string') {
      await terminal.writeBytes(fromBytes(part));
      text += part;
    } else {
      await terminal.pause(part.waitMs);
    }
  }
  return text.slice(text.lastIndexOf('\n') + 1);
}

const fromBytes = (text: string) => Buffer.from(text, 'latin1');
