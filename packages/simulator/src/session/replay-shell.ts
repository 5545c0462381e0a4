import type { Exchange, Transcript, TranscriptInput } from '../transcript/transcript.ts';
import { askLogin } from './login-dialogue.ts';
import type { Departure, ShellContext } from './run-shell.ts';
import type { Terminal } from './terminal.ts';

/** Plays a transcript back to whoever types its inputs, in any order; ends when an exchange closes the session. */
export async function replayShell(shell: ShellContext, transcript: Transcript): Promise<Departure> {
  const { terminal, device } = shell;
  if (shell.asksLogin && !(await askLogin(terminal, device.plan.login))) return 'leave';
  let prompt = await replayOutput(terminal, transcript.greeting);
  for (;;) {
    const typed = await terminal.readLine('none');
    const line = typed.trim();
    if (line !== '') shell.onCommand(line);
    const exchange = transcript.exchanges.find(({ send }) => 'line' in send && send.line === line);
    if (exchange) prompt = await replayExchange(shell, exchange, prompt);
    else
      await terminal.writeBytes(fromBytes(`${typed}\r\n${line === '' ? '' : transcript.otherwise}${prompt}`));
    if (exchange?.closes) return 'leave';
  }
}

/** Plays an exchange with the answers it asks for. @returns the prompt the device shows at its end */
async function replayExchange(shell: ShellContext, exchange: Exchange, prompt: string): Promise<string> {
  const last = (await replayOutput(shell.terminal, exchange.output)) || prompt;
  if (!exchange.answers) return last;
  for (;;) {
    const answer = await readAnswer(shell, exchange.answers);
    if (answer) return replayExchange(shell, answer, prompt);
  }
}

/** Reads what an exchange waits for; what is not one of its answers is swallowed, as devices do. */
async function readAnswer(shell: ShellContext, answers: readonly Exchange[]): Promise<Exchange | undefined> {
  const isKey = answers.some(({ send }) => 'key' in send);
  const typed = isKey ? await shell.terminal.readKey() : await shell.terminal.readLine('none');
  return answers.find(({ send }) => isInput(send, typed, shell));
}

function isInput(send: TranscriptInput, typed: string, { device }: ShellContext): boolean {
  if ('key' in send) return send.key === typed;
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
