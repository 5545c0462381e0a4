import { createHmac } from 'node:crypto';

export interface SignedParts {
  readonly id: string;
  readonly sentAt: Date;
  readonly body: string;
}

/**
 * The headers of a webhook by which its receiver knows it: the id is the same at each delivery of one notification; the
 * signature is HMAC-SHA256 over `id.timestamp.body`.
 * @param secret `whsec_` and base64, or any other text, which is taken as it is; undefined for no signature
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signWebhook(
  { id, sentAt, body }: SignedParts,
  secret: string | undefined,
): Record<string, string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secret === undefined) return headers;
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}
