import type { Platform } from '@netraven/common/platform';
import type { TranscriptInput } from '@netraven/common/transcript';

/** What may be typed at a question and must not stand in a transcript. */
export interface TypedSecrets {
  readonly username: string;
  readonly password?: string | undefined;
  readonly enable?: string | undefined;
}

interface TypedAt {
  /** Of each credential of the device. */
  readonly secrets: readonly TypedSecrets[];
  readonly platform: Platform;
  /** The device answered with the line that stood there before. */
  readonly isAtPrompt: boolean;
}

/** What was typed as a transcript says it: one command or answer, or several keys, each an answer. */
export function readInput(
  typed: string,
  { secrets, platform, isAtPrompt }: TypedAt,
): { send: TranscriptInput; isAnswer: boolean }[] {
  const line = /^([^\r\n]*)(?:\r\n|\r|\n)$/.exec(typed)?.[1];
  if (line === undefined) return [...typed].map((key) => ({ send: { key }, isAnswer: true }));
  if (commandsOf(platform).has(line)) return [{ send: { line }, isAnswer: false }];
  const secret = secretOf(line, secrets);
  if (secret !== undefined) return [{ send: { secret }, isAnswer: true }];
  return [{ send: { line }, isAnswer: !(line === '' && isAtPrompt) }];
}

function secretOf(
  line: string,
  secrets: readonly TypedSecrets[],
): 'username' | 'password' | 'enable' | undefined {
  if (line === '') return undefined;
  const names = ['enable', 'password', 'username'] as const;
  // As bytes, since that is how it was typed.
  const isLine = (value: string | undefined) => Buffer.from(value ?? '').toString('latin1') === line;
  return names.find((name) => secrets.some((one) => isLine(one[name])));
}

/** Every line netraven types at a prompt. */
function commandsOf({ setup, privilege, configuration, facts, logout }: Platform): Set<string> {
  return new Set([
    ...setup,
    ...privilege.map(({ command }) => command),
    ...configuration.commands,
    ...configuration.also.flatMap(({ commands }) => commands),
    ...facts.map(({ command }) => command),
    logout.command,
  ]);
}
