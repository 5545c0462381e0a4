import type { Credential } from './credential.ts';

const USUAL_METHODS = ['publickey', 'password', 'keyboard-interactive', 'hostbased'];

/** One authentication request, in ssh2's words. */
export type AuthMethod = 'none' | 'publickey' | 'password' | 'keyboard-interactive';

export interface AuthState {
  /** Requests made so far, in order. */
  readonly tried: readonly AuthMethod[];
  /** What the server still takes; null before its first answer. */
  readonly left: readonly string[] | null;
  /** The last request was right, but the server wants another one as well. */
  readonly isPartial: boolean;
}

/**
 * The next request for a credential, or undefined when there is none. The key comes first, since servers that want
 * key and password take them in that order. A password that the server checked and refused is not offered again by
 * keyboard-interactive: with some accounts a second failure counts towards a lock. `none` comes last, because devices
 * log it as a failed login, and only where the server takes nothing else, unless the platform is known for it.
 */
export function nextAuth(
  credential: Credential,
  state: AuthState,
  noneFirst: boolean,
): AuthMethod | undefined {
  const { privateKey, password } = credential.secret;
  const takes = (method: AuthMethod) => state.left === null || state.left.includes(method);
  const untried = (method: AuthMethod) => !state.tried.includes(method);
  if (noneFirst && untried('none')) return 'none';
  if (privateKey !== undefined && untried('publickey') && takes('publickey')) return 'publickey';
  if (password !== undefined && untried('password') && takes('password')) return 'password';
  const passwordRefused = state.tried.includes('password') && takes('password') && !state.isPartial;
  if (
    password !== undefined &&
    untried('keyboard-interactive') &&
    takes('keyboard-interactive') &&
    !passwordRefused
  ) {
    return 'keyboard-interactive';
  }
  const takesNothing = !USUAL_METHODS.some((method) => state.left?.includes(method) ?? false);
  return untried('none') && !state.isPartial && takesNothing ? 'none' : undefined;
}

/** A question of keyboard-interactive (RFC 4256). */
export interface AuthPrompt {
  readonly prompt: string;
  readonly echo?: boolean;
}

/**
 * The answers to one round of keyboard-interactive. Hidden questions take the password first and then the
 * credential's further answers in order; open ones take the user name, or `yes` where a policy must be accepted.
 * @param answered how many hidden questions earlier rounds asked
 */
export function answerPrompts(
  credential: Credential,
  prompts: readonly AuthPrompt[],
  answered: number,
): string[] {
  const hidden = [credential.secret.password ?? '', ...(credential.secret.answers ?? [])];
  let next = answered;
  return prompts.map(({ prompt, echo }) => {
    if (/\(?yes\/no\)?/i.test(prompt)) return 'yes';
    if (/user ?name|login|^user/i.test(prompt)) return credential.username;
    if (echo === true && !/pass|code|pin|token/i.test(prompt)) return '';
    return hidden[next++] ?? '';
  });
}
