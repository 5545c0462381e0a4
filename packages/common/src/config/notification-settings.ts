import { z } from 'zod';
import { portSchema, siteNameSchema, tagSchema } from '../message/names.ts';
import { noticeKindSchema } from '../message/notification.ts';
import { changeClassSchema } from '../message/outcome.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../time.ts';

const UNIT_MS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };

const text = z.string().min(1, 'must not be empty').max(1000);
const mailbox = z
  .string()
  .max(320)
  .regex(/^[^\s@<>,;"\u0000-\u001f\u007f]+@[A-Za-z0-9.-]+$/, 'must be a mail address: noc@example.net');

export const targetNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be 1 to 32 of a-z, 0-9 and -, not starting with -');

/** A duration as it is written in the file: `0`, `90s`, `15m`, `6h`, `1d`; at most seven days. */
function duration(minimum: string) {
  return z
    .union([z.literal(0), z.string()], 'must be a number with its unit: 90s, 15m, 6h, 1d')
    .refine(
      (value) => value === 0 || /^(0|\d{1,6}[smhd])$/.test(value),
      'must be a number with its unit: 90s, 15m, 6h, 1d',
    )
    .refine(
      (value) => durationMs(value) >= durationMs(minimum) && durationMs(value) <= 7 * DAY,
      `must be ${minimum} to 7d`,
    );
}

/** Milliseconds of a duration of the settings. */
export function durationMs(value: string | number): number {
  const written = String(value);
  return Number.parseInt(written, 10) * (UNIT_MS[written.slice(-1)] ?? 0);
}

const webhookSchema = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
      .max(2000)
      .optional()
      .describe('Where it is posted.'),
    urlFile: text
      .optional()
      .describe(
        'File that holds the address, readable by its owner only, where the address itself is a secret.',
      ),
    format: z
      .enum(['json', 'slack'])
      .default('json')
      .describe('The body: docs/messages/notification.schema.json, or text for Slack, Mattermost and alike.'),
    secretFile: text
      .optional()
      .describe(
        'File that holds the secret of the signature (`webhook-signature`, Standard Webhooks), readable by its owner only.',
      ),
  })
  .refine(({ url, urlFile }) => (url === undefined) !== (urlFile === undefined), 'needs url or urlFile');

const emailSchema = z.strictObject({
  to: z.array(mailbox).min(1).max(50).describe('Mail addresses.'),
  from: mailbox.describe('Mail address of the sender.'),
  smtp: z
    .strictObject({
      host: z
        .string()
        .regex(/^[A-Za-z0-9.:-]{1,253}$/, 'must be a host name or an address')
        .describe('Mail server.'),
      port: portSchema.default(587).describe('Its port.'),
      tls: z
        .enum(['starttls', 'implicit', 'none'])
        .default('starttls')
        .describe(
          '`starttls` refuses a server that offers none; `implicit` is TLS from the first byte (port 465); `none` sends in the clear.',
        ),
      caFile: text.optional().describe("PEM file of the authority that signed the server's certificate."),
      user: text.optional().describe('Login; with passwordFile.'),
      passwordFile: text
        .optional()
        .describe('File that holds the password, readable by its owner only; with user.'),
    })
    .refine(
      ({ user, passwordFile }) => (user === undefined) === (passwordFile === undefined),
      'needs user and passwordFile, or neither',
    ),
});

const filter = (what: string) => `Only of these ${what}; empty: of all.`;

/** One target of notifications: where to, what about, and how often. */
export const targetSchema = z
  .strictObject({
    name: targetNameSchema.describe('In messages, metrics and commands; a renamed target is a new one.'),
    webhook: webhookSchema.optional(),
    email: emailSchema.optional(),
    on: z
      .array(noticeKindSchema)
      .min(1)
      .default(['changed', 'failed', 'recovered', 'quarantined', 'replaced'])
      .describe(
        'What it is about: every new version, and each turn of a state, once; `replaced` is another serial number.',
      ),
    changes: z
      .array(changeClassSchema)
      .min(1)
      .default(['significant'])
      .describe('Classes of change that are worth a message.'),
    sites: z.array(siteNameSchema).max(1000).default([]).describe(filter('sites')),
    platforms: z.array(z.string().min(1).max(64)).max(100).default([]).describe(filter('platforms')),
    tags: z
      .array(tagSchema)
      .max(100)
      .default([])
      .describe('Only of devices with one of these; empty: of all.'),
    digest: duration('0')
      .default('15m')
      .describe('What happens within so long is one message: `90s`, `15m`, `1d`; `0`: at once.'),
    failuresInARow: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(2)
      .describe('Failed tasks, one after the other, that make a device a failing one.'),
    diffLines: z
      .number()
      .int()
      .min(0)
      .max(10_000)
      .default(40)
      .describe('Lines of the diff of each device; 0: none.'),
    maxBytes: z
      .number()
      .int()
      .min(2000)
      .max(4_000_000)
      .default(100_000)
      .describe('Size of a message, about; what does not fit is counted.'),
    giveUp: duration('1m')
      .default('1d')
      .describe('A message that cannot be delivered for so long is dropped, which "netraven doctor" tells.'),
  })
  .refine(
    ({ webhook, email }) => (webhook === undefined) !== (email === undefined),
    'needs webhook or email, one of them',
  );
export type TargetSettings = z.output<typeof targetSchema>;

/** In the file, or as JSON in `NETRAVEN_NOTIFICATIONS`. */
export const notificationsSchema = z
  .array(targetSchema)
  .max(50)
  .default([])
  .superRefine((targets, context) => {
    const seen = new Set<string>();
    for (const [index, { name }] of targets.entries()) {
      if (seen.has(name))
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: 'must be the name of one target only',
        });
      seen.add(name);
    }
  })
  .describe('Who is told of changes and failures: docs/notifications.md.');
