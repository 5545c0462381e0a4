import { regexOf } from '@netraven/common/platform';
import type { Client } from 'ssh2';
import { type ShellContext, typedLine } from './shell-context.ts';

const LOGOUT_MS = 1000;
const CLOSE_MS = 300;
const QUESTION_SETTLE_MS = 50;

/** Ends the shell as a person would, so that the device frees its line; gives up after a second. Never throws. */
export async function logOut(context: ShellContext): Promise<void> {
  const { shell, platform } = context;
  if (shell.isClosed) return;
  const deadline = performance.now() + LOGOUT_MS;
  shell.output.reset();
  shell.type(typedLine(platform, platform.logout.command));
  for (;;) {
    const leftMs = deadline - performance.now();
    if (leftMs <= 0 || shell.isClosed) return;
    const send = await waitForQuestion(context, leftMs);
    if (send === undefined) return;
    shell.output.reset();
    shell.type(send);
  }
}

async function waitForQuestion(
  { shell, platform }: ShellContext,
  idleMs: number,
): Promise<string | undefined> {
  try {
    return await shell.until<string | undefined>(
      (output) => {
        if (shell.isClosed) return { value: undefined, settleMs: 0 };
        const answer = platform.logout.answers.find(({ when }) => regexOf(when, 'i').test(output.lastLine));
        return answer === undefined ? undefined : { value: answer.send, settleMs: QUESTION_SETTLE_MS };
      },
      { idleMs, outputBytes: Number.POSITIVE_INFINITY, onIdle: () => new Error('no answer') },
    );
  } catch {
    return undefined;
  }
}

/** Says goodbye over SSH and waits a moment for the other side to close. Never throws. */
export async function closeClient(client: Client): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, CLOSE_MS);
    client.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    client.end();
  });
}
