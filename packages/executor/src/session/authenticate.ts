import { NetravenError } from '@netraven/common';
import type { AnyAuthMethod, ParsedKey } from 'ssh2';
import type { Credential } from './credential.ts';
import { utils } from './load-ssh2.ts';
import { type AuthMethod, answerPrompts, nextAuth } from './next-auth.ts';

/**
 * Called by ssh2 for each authentication request.
 * @param left methods the server still takes; null at first
 * @param isPartial whether the last request was right but not enough; null at first
 */
export type AuthHandler = (
  left: string[] | null,
  isPartial: boolean | null,
  next: (method: AnyAuthMethod | false) => void,
) => void;

/**
 * Walks through the methods of one credential.
 * @param onRefusal told the reason when there is no further method
 * @throws NETRAVEN_AUTH_KEY when the private key cannot be read
 */
export function authenticate(
  where: string,
  hop: { readonly noneFirst: boolean; readonly usernameSuffix: string },
  credential: Credential,
  onRefusal: (error: NetravenError) => void,
): AuthHandler {
  const key = parsePrivateKey(where, credential);
  const username = credential.username + hop.usernameSuffix;
  const tried: AuthMethod[] = [];
  let answered = 0;
  const requests: Record<AuthMethod, () => AnyAuthMethod | false> = {
    none: () => ({ type: 'none', username }),
    publickey: () => (key === undefined ? false : { type: 'publickey', username, key }),
    password: () => ({ type: 'password', username, password: credential.secret.password ?? '' }),
    'keyboard-interactive': () => ({
      type: 'keyboard-interactive',
      username,
      prompt: (_name, _instructions, _language, prompts, finish) => {
        finish(answerPrompts(credential, prompts, answered));
        answered += prompts.filter((prompt) => prompt.echo !== true).length;
      },
    }),
  };
  return (left, isPartial, next) => {
    const method = nextAuth(credential, { tried, left, isPartial: isPartial === true }, hop.noneFirst);
    if (method === undefined) onRefusal(describeRefusal(where, credential, { tried, left }));
    else tried.push(method);
    next(method === undefined ? false : requests[method]());
  };
}

function parsePrivateKey(where: string, credential: Credential): ParsedKey | undefined {
  const { privateKey, passphrase } = credential.secret;
  if (privateKey === undefined) return undefined;
  const parsed = utils.parseKey(privateKey, passphrase);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key === undefined || key instanceof Error || !key.isPrivateKey()) {
    throw new NetravenError(
      'NETRAVEN_AUTH_KEY',
      `${where}: the private key of ${credential.name} cannot be read`,
    );
  }
  return key;
}

/** `AUTH_METHOD` when nothing of the credential was of use to the server, else `AUTH_FAILED`. */
function describeRefusal(
  where: string,
  credential: Credential,
  { tried, left }: { tried: readonly AuthMethod[]; left: readonly string[] | null },
): NetravenError {
  const used = tried.filter((method) => method !== 'none' && (left === null || left.includes(method)));
  if (used.length > 0 || tried.length === 0 || left === null) {
    return new NetravenError(
      'NETRAVEN_AUTH_FAILED',
      `${where}: credential ${credential.name} was refused (${tried.join(', ')})`,
    );
  }
  return new NetravenError(
    'NETRAVEN_AUTH_METHOD',
    `${where}: credential ${credential.name} has nothing for the offered methods: ${left.join(', ') || 'none'}`,
  );
}
