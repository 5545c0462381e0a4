import { HOUR, NetravenError, SECOND, version } from '@netraven/common';
import { readKeyFile, type TargetSettings } from '@netraven/common/config';
import type { Notification } from '@netraven/common/message';
import type { SendResult } from './send-result.ts';
import { signWebhook } from './sign-webhook.ts';
import { slackText } from './slack-text.ts';

export type WebhookSettings = NonNullable<TargetSettings['webhook']>;

/**
 * Posts a notification. A redirect is an error, since it would carry the message to somebody who was not named; TLS is
 * verified. Nothing of the address but its host is in an error.
 * @param field of the settings, for messages: `notifications.ops.webhook`
 * @throws NETRAVEN_CONFIG_INVALID, NETRAVEN_CONFIG_PERMISSIONS when a file cannot be used
 */
export async function sendWebhook(
  { field, webhook }: { readonly field: string; readonly webhook: WebhookSettings },
  notification: Notification,
  signal: AbortSignal,
): Promise<SendResult> {
  const address = parseAddress(field, webhook.url ?? (await readSecret(`${field}.urlFile`, webhook.urlFile)));
  const secret = await readSecret(`${field}.secretFile`, webhook.secretFile);
  const body = JSON.stringify(webhook.format === 'slack' ? { text: slackText(notification) } : notification);
  const signed = signWebhook({ id: notification.id, sentAt: new Date(), body }, secret);
  const login = takeLogin(address);
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': `netraven/${version}`,
        ...login,
        ...signed,
      },
      body,
      redirect: 'manual',
      signal,
    });
    await response.body?.cancel();
    return judge(address.host, response);
  } catch (error) {
    return { answer: '', retryAfterMs: 0, error: failed(`${address.host}: ${reasonOf(error)}`) };
  }
}

async function readSecret(field: string, file: string | undefined): Promise<string | undefined> {
  return file === undefined ? undefined : (await readKeyFile(field, file)).reveal();
}

function parseAddress(field: string, text: string | undefined): URL {
  const address = URL.parse(text ?? '');
  if (address && /^https?:$/.test(address.protocol)) return address;
  throw new NetravenError('NETRAVEN_CONFIG_INVALID', `${field}: holds no http:// or https:// address`);
}

/** fetch takes no login in the address. */
function takeLogin(address: URL): Record<string, string> {
  const { username, password } = address;
  if (username === '' && password === '') return {};
  address.username = '';
  address.password = '';
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(login).toString('base64')}` };
}

function judge(host: string, { status, headers }: Response): SendResult {
  const answer = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { answer, retryAfterMs: 0, error: null };
  const what = status >= 300 && status < 400 ? 'redirects, which is not followed' : 'refuses';
  const seconds = Number(headers.get('retry-after') ?? 0);
  return {
    answer,
    retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * SECOND, HOUR) : 0,
    error: failed(`${host}: ${what} (${answer})`),
  };
}

function failed(message: string): NetravenError {
  return new NetravenError('NETRAVEN_NOTIFICATION_FAILED', message);
}

/** The code of what failed below fetch; its messages may hold the address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^[A-Z0-9_]{1,60}$/.test(code) ? `cannot be reached (${code})` : 'cannot be reached';
}
