import { NetravenError } from '@netraven/common';
import { regexOf } from '@netraven/common/platform';
import type { OutputBuffer } from './output-buffer.ts';
import { confirmPrompt, type Prompt, readAnyPrompt, readPrompt } from './prompt.ts';
import { joinLines, renderLines } from './render-text.ts';
import type { Look } from './shell.ts';
import { type ShellContext, typedLine } from './shell-context.ts';

/** A banner may pause inside text that looks like a question or a prompt: what is found must stand this long. */
const QUESTION_SETTLE_MS = 150;
const PROMPT_SETTLE_MS = 60;
/** A last line of unknown shape is only taken for a prompt after a longer silence. */
const ANY_PROMPT_SETTLE_MS = 1500;
/** Silence after which Enter is pressed, for consoles that wait for it. */
const NUDGE_SETTLE_MS = 4000;
/** How much output above the last line is searched for a question. */
const ABOVE_LENGTH = 300;
const MAX_ANSWERS = 12;
const MAX_NUDGES = 3;
const MAX_PROMPTS = 6;

/** Waits of any kind of system for a key before the first prompt. */
const ANY_KEY =
  /(press|hit|strike|type|push) (any( other)? key|[<"'[(]?(return|enter)[>"'\])]?|the [<"'[]?(return|enter)[>"'\]]? key|a key)/i;
/** Nags to change the password at login. */
const CHANGE_NAG =
  /(change|modify|update|reset|expire)[^\n]{0,80}[[(](y(es)?\/n(o)?|n(o)?\/y(es)?)[\])]\s*([[(]\w{1,3}[\])])?\s*[:?]?\s*$/i;

type Found =
  | { readonly kind: 'prompt'; readonly prompt: Prompt }
  | { readonly kind: 'username' | 'password' | 'nudge' }
  | { readonly kind: 'answer'; readonly send: string };

/**
 * Leads the dialogue after the shell has opened - banners, pagers, a second login - up to the prompt, and learns it:
 * Enter is pressed until the same last line comes twice in a row.
 * @throws NETRAVEN_AUTH_FAILED when a login in the shell is refused; NETRAVEN_SESSION_NO_PROMPT
 */
export async function learnPrompt(context: Omit<ShellContext, 'prompt' | 'isEchoing'>): Promise<Prompt> {
  const { shell, platform, transcript, where, idleMs } = context;
  let candidate: Prompt | undefined;
  const seen = { answers: 0, nudges: 0, prompts: 0, usernames: 0, passwords: 0 };
  const noPrompt = (why: string) => new NetravenError('NETRAVEN_SESSION_NO_PROMPT', `${where}: ${why}`);
  for (;;) {
    const found = await shell.until((output) => lookForPrompt(context, output, seen.nudges < MAX_NUDGES), {
      idleMs,
      outputBytes: context.outputBytes,
      onIdle: () => noPrompt(`no prompt within ${idleMs} ms of silence`),
    });
    transcript.add('printed', joinLines(renderLines(shell.output.all())));
    shell.output.reset();
    switch (found.kind) {
      case 'prompt':
        shell.isAnswering = false;
        if (candidate !== undefined) {
          const prompt = confirmPrompt(candidate, found.prompt);
          if (prompt !== undefined) return prompt;
        }
        if (++seen.prompts > MAX_PROMPTS) throw noPrompt('the last line is another one after each Enter');
        candidate = found.prompt;
        shell.type(typedLine(platform, ''));
        break;
      case 'nudge':
        seen.nudges++;
        shell.type(typedLine(platform, ''));
        break;
      case 'answer':
        if (++seen.answers > MAX_ANSWERS) throw noPrompt('the questions after login do not end');
        shell.type(found.send);
        break;
      case 'username':
        if (++seen.usernames > 1) throw refusedInShell(context);
        shell.type(typedLine(platform, context.credential.username));
        break;
      case 'password':
        if (++seen.passwords > 1 || context.credential.secret.password === undefined)
          throw refusedInShell(context);
        shell.type(typedLine(platform, context.credential.secret.password));
        break;
      default:
        found satisfies never;
    }
  }
}

function lookForPrompt(
  { platform }: Pick<ShellContext, 'platform'>,
  output: OutputBuffer,
  mayNudge: boolean,
): Look<Found> | undefined {
  const line = output.lastLine.trimEnd();
  const question = readQuestion(platform, line) ?? readAnswered(platform, output, line);
  if (question !== undefined) return { value: question, settleMs: QUESTION_SETTLE_MS };
  const shaped = readPrompt(platform, line);
  if (shaped !== undefined) return { value: { kind: 'prompt', prompt: shaped }, settleMs: PROMPT_SETTLE_MS };
  const any = readAnyPrompt(line);
  if (any !== undefined) return { value: { kind: 'prompt', prompt: any }, settleMs: ANY_PROMPT_SETTLE_MS };
  return mayNudge ? { value: { kind: 'nudge' }, settleMs: NUDGE_SETTLE_MS } : undefined;
}

/** A question above an empty line, as screens that are drawn as a whole have it; only those the platform is known for. */
function readAnswered(
  { login }: ShellContext['platform'],
  output: OutputBuffer,
  line: string,
): Found | undefined {
  if (line !== '') return undefined;
  const above = renderLines(output.beforeLastLine(ABOVE_LENGTH)).findLast((one) => one !== '') ?? '';
  const answer = login.answers.find(({ when }) => regexOf(when, 'i').test(above));
  return answer && { kind: 'answer', send: answer.send };
}

function readQuestion(platform: ShellContext['platform'], line: string): Found | undefined {
  if (line === '') return undefined;
  for (const { when, send } of [...platform.login.answers, ...platform.pagers]) {
    if (regexOf(when, 'i').test(line)) return { kind: 'answer', send };
  }
  if (regexOf(platform.login.password, 'i').test(line)) return { kind: 'password' };
  if (regexOf(platform.login.username, 'i').test(line)) return { kind: 'username' };
  if (CHANGE_NAG.test(line)) return { kind: 'answer', send: typedLine(platform, 'n') };
  if (ANY_KEY.test(line)) return { kind: 'answer', send: typedLine(platform, '') };
  return undefined;
}

function refusedInShell({ where, credential }: Pick<ShellContext, 'where' | 'credential'>): NetravenError {
  const message = `${where}: credential ${credential.name} was refused by the login in the shell`;
  return new NetravenError('NETRAVEN_AUTH_FAILED', message);
}
