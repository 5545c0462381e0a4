import { NetravenError } from '@netraven/common';
import { type Platform, regexOf } from '@netraven/common/platform';
import { matchPrompt, nextPrompt, readAnyPrompt } from './prompt.ts';
import { joinLines, renderLines } from './render-text.ts';
import { runCommand } from './run-command.ts';
import { type ShellContext, typedLine } from './shell-context.ts';

const PROMPT_SETTLE_MS = 30;
/** Of a shape or a name that is another one than before. */
const ANY_PROMPT_SETTLE_MS = 1500;

type Answer = 'prompt' | 'username' | 'password';

/**
 * Takes the platform's steps to more rights as far as the prompt asks for them. A device without the command, or one
 * that stays as it is without asking for a password, is left so: the configuration command shows what that is worth.
 * @throws NETRAVEN_AUTH_ENABLE when the enable password is refused or missing
 */
export async function enterPrivilege(context: ShellContext): Promise<void> {
  for (const step of context.platform.privilege) {
    if (!regexOf(step.when).test(context.prompt.line)) continue;
    const password = regexOf(step.password, 'i');
    const username = regexOf(context.platform.login.username, 'i');
    const question = new RegExp(`${password.source}|${username.source}`, 'i');
    const output = await runCommand(context, step.command, { stopAt: question, mayChangePrompt: true });
    if (!output.asked) continue;
    await answerQuestions(context, { password, username });
    if (regexOf(step.when).test(context.prompt.line)) throw refusedEnable(context, 'was refused');
  }
}

async function answerQuestions(
  context: ShellContext,
  questions: { password: RegExp; username: RegExp },
): Promise<void> {
  const { shell, platform, credential, transcript } = context;
  const { enable } = credential.secret;
  let asked: Answer = questions.username.test(shell.output.lastLine) ? 'username' : 'password';
  const answered = new Set<Answer>();
  while (asked !== 'prompt') {
    if (answered.has(asked)) throw refusedEnable(context, 'was refused');
    answered.add(asked);
    if (asked === 'password' && enable === undefined) throw refusedEnable(context, 'is missing');
    shell.output.reset();
    shell.type(typedLine(platform, asked === 'username' ? credential.username : (enable ?? '')));
    asked = await shell.until<Answer>((output) => lookForAnswer(context, questions, output.lastLine), {
      ...context,
      onIdle: () =>
        new NetravenError('NETRAVEN_SESSION_IDLE', `${context.where}: no answer to the enable password`),
    });
    transcript.add('printed', joinLines(renderLines(shell.output.all())));
  }
  context.prompt = nextPrompt(context, shell.output.lastLine.trimEnd());
}

function lookForAnswer(
  { platform, prompt }: { platform: Platform; prompt: ShellContext['prompt'] },
  questions: { password: RegExp; username: RegExp },
  line: string,
): { value: Answer; settleMs: number } | undefined {
  if (matchPrompt(platform, prompt, line) !== undefined)
    return { value: 'prompt', settleMs: PROMPT_SETTLE_MS };
  if (questions.username.test(line)) return { value: 'username', settleMs: PROMPT_SETTLE_MS };
  if (questions.password.test(line)) return { value: 'password', settleMs: PROMPT_SETTLE_MS };
  if (readAnyPrompt(line) !== undefined) return { value: 'prompt', settleMs: ANY_PROMPT_SETTLE_MS };
  return undefined;
}

function refusedEnable({ where, credential }: ShellContext, fact: string): NetravenError {
  return new NetravenError(
    'NETRAVEN_AUTH_ENABLE',
    `${where}: the enable password of credential ${credential.name} ${fact}`,
  );
}
