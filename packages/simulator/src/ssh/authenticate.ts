import { setTimeout as delay } from 'node:timers/promises';
import ssh2, { type AuthContext, type KeyboardAuthContext, type PublicKeyAuthContext } from 'ssh2';
import type { ChaosKind } from '../device/chaos.ts';
import type { AuthMethod, DevicePlan } from '../device/device-plan.ts';

const MAX_FAILURES = 6;
const LOGIN_OPTIONS = /\+[a-z0-9]*$/;

export interface AuthConnection {
  readonly progress: AuthProgress;
  readonly chaos: ReadonlySet<ChaosKind>;
  readonly isClosed: () => boolean;
}

/** What one connection has shown of itself so far. */
export interface AuthProgress {
  readonly passed: Set<string>;
  failures: number;
}

/**
 * What became of one authentication request. `probed`: a public key was offered, the signature is still to come;
 * `gone`: the client closed before the answer.
 */
export type AuthVerdict = 'accepted' | 'partly' | 'refused' | 'probed' | 'exhausted' | 'gone';

/**
 * Answers one authentication request as the device's plan and chaos say.
 * @returns `exhausted`, without an answer, when the client should be sent away
 */
export async function authenticate(
  context: AuthContext,
  plan: DevicePlan,
  connection: AuthConnection,
): Promise<AuthVerdict> {
  const { progress, chaos } = connection;
  const method = plan.ssh.methods.find((offered) => offered === context.method);
  if (chaos.has('auth-slow') && context.method !== 'none') await delay(plan.timing.authSlowMs);
  const isRight = method !== undefined && !chaos.has('auth-fail') && (await isProven(context, plan));
  // ssh2 would start the keepalive timer of a connection that is accepted after its end, and never stop it.
  if (connection.isClosed()) return 'gone';
  if (isRight && context.method === 'publickey' && context.signature === undefined) {
    context.accept();
    return 'probed';
  }
  if (isRight) return acceptMethod(context, plan, progress);
  if (context.method !== 'none') progress.failures++;
  if (progress.failures >= MAX_FAILURES) return 'exhausted';
  context.reject([...openMethods(plan, progress)]);
  return 'refused';
}

function acceptMethod(context: AuthContext, plan: DevicePlan, progress: AuthProgress): AuthVerdict {
  progress.passed.add(context.method);
  const missing = openMethods(plan, progress);
  if (!plan.ssh.needsAll || missing.length === 0) {
    context.accept();
    return 'accepted';
  }
  context.reject([...missing], true);
  return 'partly';
}

/** What the client may still try; `none` is never announced. */
function openMethods(plan: DevicePlan, progress: AuthProgress): AuthMethod[] {
  return plan.ssh.methods.filter((method) => method !== 'none' && !progress.passed.has(method));
}

async function isProven(context: AuthContext, plan: DevicePlan): Promise<boolean> {
  if (context.method === 'none') return true;
  const username = plan.ssh.takesLoginOptions
    ? context.username.replace(LOGIN_OPTIONS, '')
    : context.username;
  if (username !== plan.login.username) return false;
  if (context.method === 'password') return context.password === plan.login.password;
  if (context.method === 'keyboard-interactive') return answersRightly(context, plan);
  return context.method === 'publickey' && hasAuthorizedKey(context, plan);
}

async function answersRightly(context: KeyboardAuthContext, plan: DevicePlan): Promise<boolean> {
  const { username, password } = plan.login;
  const asksBoth = plan.ssh.interactivePrompts === 2;
  const prompts = [{ prompt: 'Password: ', echo: false }];
  if (asksBoth) prompts.unshift({ prompt: 'Username: ', echo: true });
  const answers = await new Promise<readonly string[]>((resolve) => {
    context.prompt(prompts, (given) => resolve(Array.isArray(given) ? given : []));
  });
  const wanted = asksBoth ? [username, password] : [password];
  return answers.length === wanted.length && wanted.every((value, index) => value === answers[index]);
}

function hasAuthorizedKey(context: PublicKeyAuthContext, plan: DevicePlan): boolean {
  return plan.ssh.authorizedKeys.some((line) => {
    const key = ssh2.utils.parseKey(line);
    if (key instanceof Error || !key.getPublicSSH().equals(context.key.data)) return false;
    if (context.signature === undefined || context.blob === undefined) return true;
    return key.verify(context.blob, context.signature, context.hashAlgo) === true;
  });
}
