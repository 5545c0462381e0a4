import type { Answer } from '../command/answer-command.ts';
import { fillText } from '../command/fill-text.ts';
import type { ChaosKind } from '../device/chaos.ts';
import type { GeneratedContent } from '../device/generated-content.ts';
import type { SimulatedDevice } from '../device/simulated-device.ts';
import type { Random } from '../random.ts';
import { banner } from './banner.ts';
import { disturbOutput, type Ending } from './disturb-output.ts';
import { askEnable, askLogin } from './login-dialogue.ts';
import { printHuge } from './print-huge.ts';
import { printOutput } from './print-output.ts';
import type { Terminal } from './terminal.ts';

/** What one shell of a device runs with. */
export interface ShellContext {
  readonly device: SimulatedDevice;
  readonly terminal: Terminal;
  readonly chaos: ReadonlySet<ChaosKind>;
  readonly random: Random;
  /** Lines of the client's terminal; 0 when it asked for none. */
  readonly rows: number;
  readonly hasColour: boolean;
  /** True when SSH let the user in without a password, so that the device asks for it now. */
  readonly asksLogin: boolean;
  /** Tells the session log about a command line. */
  readonly onCommand: (line: string) => void;
}

/** How a device ends a session: properly, or by cutting the connection. */
export type Departure = 'leave' | 'drop';

/** What changes while a shell runs. */
interface ShellState {
  level: number;
  isPaging: boolean;
}

const DEFAULT_ROWS = 24;
const MAX_ENABLE_TRIES = 3;

/** Runs the command line of a generated device until somebody leaves. */
export async function runShell(shell: ShellContext, content: GeneratedContent): Promise<Departure> {
  if (shell.asksLogin && !(await askLogin(shell.terminal, shell.device.plan.login))) return 'leave';
  await greet(shell, content);
  const state: ShellState = { level: content.script.level, isPaging: true };
  for (;;) {
    await writePrompt(shell, content, state);
    const line = (await shell.terminal.readLine('plain')).trim();
    await shell.terminal.writeBytes(Buffer.from(content.script.family.echoEnd ?? '\r\n'));
    if (line === '') continue;
    shell.onCommand(line);
    await shell.terminal.pause(shell.device.plan.timing.answerMs);
    const ending = await runLine(shell, content, { state, line });
    if (ending === 'leave' || ending === 'drop') return ending;
    if (ending === 'silence') await shell.terminal.stall();
  }
}

async function greet({ terminal, chaos }: ShellContext, content: GeneratedContent): Promise<void> {
  const { greeting, pressKey } = content.script.family;
  if (chaos.has('banner')) await terminal.write(banner());
  if (chaos.has('press-any-key')) {
    await terminal.write(pressKey.text);
    while (pressKey.key !== null && (await terminal.readKey()) !== pressKey.key);
    if (pressKey.key === null) await terminal.readKey();
    await terminal.write('\n');
  }
  await terminal.write(fillText(greeting, content.values()));
  if (chaos.has('never-prompt')) await terminal.stall();
}

async function writePrompt(shell: ShellContext, content: GeneratedContent, state: ShellState): Promise<void> {
  const prompt = content.prompt(state.level, shell.hasColour);
  const log = shell.chaos.has('log-after-prompt') ? `\n${content.logLine()}\n` : '';
  await shell.terminal.write(`${prompt}${log}`);
}

async function runLine(
  shell: ShellContext,
  content: GeneratedContent,
  { state, line }: { readonly state: ShellState; readonly line: string },
): Promise<Ending> {
  const { enable } = content.script.family;
  if (enable && line === enable.command && state.level === 0) return raisePrivilege(shell, content, state);
  const answer = content.answer({ line, level: state.level, chaos: shell.chaos });
  if (answer.effect === 'leave') {
    await shell.terminal.write(answer.text);
    return 'leave';
  }
  if (answer.effect === 'disable') state.level = 0;
  if (answer.effect === 'paging-off') state.isPaging = false;
  if (answer.effect === 'paging-on') state.isPaging = true;
  return print(shell, content, { answer, isPaging: state.isPaging && !answer.unpaged });
}

async function print(
  shell: ShellContext,
  content: GeneratedContent,
  { answer, isPaging }: { readonly answer: Answer; readonly isPaging: boolean },
): Promise<Ending> {
  const { terminal, chaos, random } = shell;
  const screen = {
    pager: isPaging ? content.script.family.pager : undefined,
    rows: shell.rows || DEFAULT_ROWS,
  };
  if (answer.isConfiguration && chaos.has('huge'))
    await printHuge(terminal, answer.text, shell.device.plan.hugeBytes);
  const { text, ending } = answer.isConfiguration
    ? disturbOutput(answer.text, chaos, { random, logLine: content.logLine() })
    : ({ text: answer.text, ending: 'prompt' } as const);
  await printOutput(terminal, text, screen);
  return ending;
}

async function raisePrivilege(
  shell: ShellContext,
  content: GeneratedContent,
  state: ShellState,
): Promise<Ending> {
  const { enable } = content.script.family;
  const password = shell.device.plan.login.enable;
  const isRaised =
    !enable ||
    password === null ||
    (await askEnable(shell.terminal, { enable, password, tries: MAX_ENABLE_TRIES }));
  if (isRaised) state.level = 1;
  else await shell.terminal.write(enable.refused);
  return 'prompt';
}
