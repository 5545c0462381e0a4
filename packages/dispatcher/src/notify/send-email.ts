import { readFile } from 'node:fs/promises';
import { NetravenError, SECOND } from '@netraven/common';
import { readKeyFile, type TargetSettings } from '@netraven/common/config';
import type { Notification } from '@netraven/common/message';
import { createTransport } from 'nodemailer';
import { notificationText } from './notification-text.ts';
import type { SendResult } from './send-result.ts';

export type EmailSettings = NonNullable<TargetSettings['email']>;

const STEP_LIMIT_MS = 10 * SECOND;
const LONGEST_SUBJECT = 150;

/**
 * Sends a notification as a mail in plain text. Its Message-ID is made of the notification's id, so that a mail that comes
 * twice can be told.
 * @param field of the settings, for messages: `notifications.ops.email`
 * @throws NETRAVEN_CONFIG_INVALID, NETRAVEN_CONFIG_PERMISSIONS when a file cannot be used
 */
export async function sendEmail(
  { field, email }: { readonly field: string; readonly email: EmailSettings },
  notification: Notification,
  signal: AbortSignal,
): Promise<SendResult> {
  const transport = await openTransport(field, email);
  const stop = () => transport.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const sending = transport.sendMail({
      from: email.from,
      to: email.to,
      subject: `[netraven] ${notification.summary}`.slice(0, LONGEST_SUBJECT),
      text: notificationText(notification),
      messageId: `<${notification.id}@${email.from.split('@').at(-1)}>`,
      date: new Date(notification.madeAt),
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const { accepted, rejected } = await Promise.race([sending, rejectWhenAborted(signal)]);
    const refused = rejected.length === 0 ? '' : `, ${rejected.length} refused`;
    return {
      answer: `accepted for ${accepted.length} of ${email.to.length} addresses${refused}`,
      retryAfterMs: 0,
      error: null,
    };
  } catch (error) {
    const message = `${email.smtp.host}:${email.smtp.port}: ${reasonOf(error)}`;
    return { answer: '', retryAfterMs: 0, error: new NetravenError('NETRAVEN_NOTIFICATION_FAILED', message) };
  } finally {
    signal.removeEventListener('abort', stop);
    transport.close();
  }
}

async function openTransport(field: string, { smtp }: EmailSettings) {
  const { host, port, tls, user, passwordFile, caFile } = smtp;
  const password =
    passwordFile === undefined ? undefined : await readKeyFile(`${field}.smtp.passwordFile`, passwordFile);
  const ca = caFile === undefined ? undefined : await readAuthority(`${field}.smtp.caFile`, caFile);
  return createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(user === undefined || !password ? {} : { auth: { user, pass: password.reveal() } }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    dnsTimeout: STEP_LIMIT_MS,
    connectionTimeout: STEP_LIMIT_MS,
    greetingTimeout: STEP_LIMIT_MS,
    socketTimeout: STEP_LIMIT_MS,
  });
}

async function readAuthority(field: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: Error) => {
    throw new NetravenError('NETRAVEN_CONFIG_INVALID', `${field}: ${cause.message}`, { cause });
  });
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => reject(new DOMException('no answer in time', 'TimeoutError'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

const known: Readonly<Record<string, string>> = {
  EAUTH: 'the login is refused',
  ETLS: 'TLS cannot be had',
  ETIMEDOUT: 'no answer in time',
  EENVELOPE: 'every address is refused',
  EMESSAGE: 'the message is refused',
};

/** What the server wrote stays out: it may repeat what it was told. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const code = 'code' in error && typeof error.code === 'string' ? error.code.slice(0, 60) : '';
  const reply =
    'responseCode' in error && typeof error.responseCode === 'number' ? ` ${error.responseCode}` : '';
  return `${known[code] ?? 'cannot be delivered'} (${code}${reply})`;
}
