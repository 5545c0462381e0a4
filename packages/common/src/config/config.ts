import { z } from 'zod';
import { siteNameSchema } from '../message/names.ts';
import { hostKeyPolicies, limitsSchema } from '../message/task.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../time.ts';
import { admissionSchema } from './admission-settings.ts';
import { notificationsSchema } from './notification-settings.ts';

const MIB = 1024 * 1024;
const text = z.string().min(1, 'must not be empty');
const milliseconds = z.number().int('must be a whole number of milliseconds').min(1);
const bytes = z.number().int('must be a whole number of bytes').min(1);

/** Bounds of a session when neither platform nor device says otherwise. */
export const defaultLimits = {
  connectMs: 20 * SECOND,
  authMs: 30 * SECOND,
  idleMs: 60 * SECOND,
  sessionMs: 10 * MINUTE,
  outputBytes: 100 * MIB,
  shrinkShare: 0.5,
} as const satisfies z.output<typeof limitsSchema>;

/**
 * Everything an operator may set, in `netraven.yaml` or as `NETRAVEN_…` variables (`nats.url` is
 * `NETRAVEN_NATS_URL`); a variable wins over the file. Each role reads the parts it needs.
 */
export const configSchema = z.strictObject({
  nats: z
    .strictObject({
      url: text.default('nats://127.0.0.1:4222').describe('One or more servers, separated by commas.'),
      user: text.optional().describe('User name; with password.'),
      password: text.optional().describe('Password of the user.'),
      token: text.optional().describe('Token, instead of user and password.'),
      credsFile: text.optional().describe('A .creds file (JWT and nkey), instead of user and password.'),
      domain: z
        .string()
        .default('hub')
        .describe('JetStream domain of the hub; empty when its server has none.'),
      siteDomain: z
        .string()
        .default('')
        .describe(
          'JetStream domain of the server this executor connects to; empty: the same server as the hub.',
        ),
      inboxPrefix: text
        .optional()
        .describe('Inbox prefix the user may subscribe to; by default `_INBOX.` and the name of the user.'),
      tls: z
        .strictObject({
          caFile: text.optional().describe('PEM file of the authority that signed the server.'),
          certFile: text.optional().describe('PEM file of the client certificate.'),
          keyFile: text.optional().describe('PEM file of its key.'),
        })
        .optional(),
    })
    .prefault({}),
  hub: z
    .strictObject({
      leafListen: text
        .optional()
        .describe(
          'Where the nats-server of `netraven up` takes the leaf nodes of sites: `0.0.0.0:7422`. Without it, none.',
        ),
      leafAdvertise: text
        .optional()
        .describe('Address under which sites reach it: `nats.example.net:7422`; else that of the machine.'),
      leafCertFile: text
        .optional()
        .describe('PEM file of its certificate; without it links are in the clear.'),
      leafKeyFile: text.optional().describe('PEM file of its key.'),
    })
    .prefault({}),
  database: z
    .strictObject({
      url: text
        .optional()
        .describe(
          "`postgresql://user:password@host:port/name`; an executor without one hands its results to the hub. Protected with libpq's parameters: `?sslmode=verify-full&sslrootcert=ca.pem`, and `sslcert`, `sslkey`.",
        ),
      poolSize: z.number().int().min(2).max(100).default(5).describe('Connections this process may hold.'),
    })
    .prefault({}),
  repository: z
    .strictObject({
      path: text.default('./configs.git').describe('Folder of the bare git repository.'),
      maintenancePacks: z
        .number()
        .int()
        .min(2)
        .default(50)
        .describe('Packs are consolidated when there are this many.'),
    })
    .prefault({}),
  dispatcher: z
    .strictObject({
      siteAwayMs: milliseconds
        .default(30 * SECOND)
        .describe(
          'A site none of whose executors has answered for so long is cut off or has none: its tasks are shown as waiting for it.',
        ),
      siteWarnMs: milliseconds
        .default(15 * MINUTE)
        .describe(
          'After so long a job whose tasks wait for such a site gets a warning, and an event tells of it.',
        ),
    })
    .prefault({}),
  executor: z
    .strictObject({
      site: siteNameSchema.default('default').describe('Site whose devices this executor reaches.'),
      sessions: z
        .number()
        .int()
        .min(2, 'must be at least 2')
        .max(5000)
        .default(50)
        .describe('Sessions at once; one of them is kept for the urgent lane.'),
      stopGraceMs: milliseconds
        .max(10 * SECOND, 'must be at most 10000')
        .default(8 * SECOND)
        .describe(
          'At a stop, sessions get this long to finish before their tasks are handed back; 10 s at most.',
        ),
      outbox: z
        .strictObject({
          messages: z
            .number()
            .int()
            .min(1)
            .default(5000)
            .describe('No task is pulled while this many messages wait in the outbox of the site.'),
          fullShare: z
            .number()
            .min(0.1)
            .max(1)
            .default(0.8)
            .describe('Nor while it is this full, as a share of streams.outboxBytes.'),
          stallMs: milliseconds
            .default(10 * MINUTE)
            .describe(
              'Nor while at least 20 messages wait and none has left it for so long: hub or database are away.',
            ),
        })
        .prefault({}),
      threads: z.number().int().min(1).max(64).default(1).describe('Threads that redact and compare.'),
      freshStore: z
        .boolean()
        .default(false)
        .describe(
          'The site\'s store was created empty with this instance: no lease of an earlier one can be forgotten, so the executor need not wait until the lease bucket is older than a lease. Set by "netraven up" alone.',
        ),
    })
    .prefault({}),
  limits: z.strictObject(limitsSchema.shape).partial().prefault({}),
  retry: z
    .strictObject({
      maxAttempts: z
        .number()
        .int()
        .min(1)
        .max(20)
        .default(3)
        .describe('Sessions per task, the first included.'),
      baseMs: milliseconds
        .default(2 * SECOND)
        .describe('Wait after the first failure; it doubles, with a random part.'),
      maxMs: milliseconds.default(2 * MINUTE).describe('Longest wait between two attempts.'),
    })
    .prefault({}),
  circuit: z
    .strictObject({
      failures: z
        .number()
        .int()
        .min(0)
        .max(1000)
        .default(5)
        .describe(
          'Failed sessions in a row, refused logins included, after which a device is left alone for a while; 0 never leaves one alone.',
        ),
      openMs: milliseconds
        .max(7 * DAY, 'must be at most 7 days')
        .default(5 * MINUTE)
        .describe('How long at first; it doubles each time the one try after it fails, with a random part.'),
      maxOpenMs: milliseconds
        .max(7 * DAY, 'must be at most 7 days')
        .default(6 * HOUR)
        .describe('Longest time a device is left alone without a try.'),
    })
    .prefault({}),
  admission: admissionSchema,
  hostKeys: z
    .strictObject({
      policy: z
        .enum(hostKeyPolicies)
        .default('trust-on-first-use')
        .describe('For devices that have none of their own.'),
    })
    .prefault({}),
  secrets: z
    .strictObject({
      recipients: z
        .array(text)
        .default([])
        .describe('age public keys of the operators: originals are sealed to them.'),
      identityFile: text
        .optional()
        .describe(
          'Private key of the site, readable by its owner only; the old one on a line of its own while it is replaced. The variable `NETRAVEN_SECRETS_IDENTITY` may hold the key itself instead.',
        ),
      identityCommand: text
        .optional()
        .describe(
          "Command whose output is the private key of the site, instead of a file: a vault's own client.",
        ),
      fingerprintKeyFile: text
        .optional()
        .describe(
          'Key of the fingerprints in `<secret:…>` tokens, readable by its owner only. The variable `NETRAVEN_SECRETS_FINGERPRINT_KEY` may hold the key itself instead.',
        ),
      fingerprintKeyCommand: text
        .optional()
        .describe('Command whose output is the key of the fingerprints, instead of a file.'),
      distinctKinds: z
        .array(text)
        .optional()
        .describe(
          'Kinds of secrets (the KIND of `<secret:KIND:…>`) of which two uses must not be recognisable as the same value.',
        ),
    })
    .prefault({}),
  connectionLog: z
    .strictObject({
      keywords: z
        .array(text)
        .default(['password', 'secret', 'community', 'key'])
        .describe('A line of the transcript that holds one of these words becomes `[REDACTED LINE]`.'),
      maxBytes: bytes.default(256 * 1024).describe('Longer transcripts lose their middle.'),
      fullOutput: z
        .boolean()
        .default(false)
        .describe('Keep the output of configuration commands instead of folding it to one line.'),
      retentionDays: z
        .number()
        .int()
        .min(1)
        .default(90)
        .describe(
          'Job and connection logs, and captures in quarantine that were decided, older than this are deleted.',
        ),
    })
    .prefault({}),
  platforms: z
    .strictObject({
      folder: text.optional().describe('Folder of YAML files that add or override platforms.'),
    })
    .prefault({}),
  streams: z
    .strictObject({
      snapshotsBytes: bytes
        .default(4096 * MIB)
        .describe('Room for snapshots at the hub; when it is full, outboxes hold.'),
      chunksBytes: bytes.default(4096 * MIB).describe('Room for parts of large configurations at the hub.'),
      outboxBytes: bytes
        .default(2048 * MIB)
        .describe('Room for what a site has not delivered yet; when it is full, its executors wait.'),
      replicas: z
        .number()
        .int('must be a whole number')
        .min(0)
        .max(5)
        .default(0)
        .describe(
          'Copies of each stream and bucket in a cluster, of which more than half must be there: 1, 3 or 5. 0: 3 where the server is a cluster of three or more, else 1. Raised at the next start of a role, never lowered.',
        ),
    })
    .prefault({}),
  notifications: notificationsSchema,
  metrics: z
    .strictObject({
      listen: z
        .string()
        .regex(/^$|^(\[[0-9A-Fa-f:.%]+\]|[A-Za-z0-9._-]*):\d{1,5}$/, 'must be HOST:PORT, :PORT or empty')
        .default('')
        .describe(
          'Address of `/metrics`, `/healthz` and `/readyz`: `127.0.0.1:9464`, or `:9464` for every address of the machine. `netraven up` serves all its processes there. Empty: nothing listens.',
        ),
    })
    .prefault({}),
  telemetry: z
    .strictObject({
      endpoint: z
        .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
        .optional()
        .describe(
          'Where traces go: an OTLP/HTTP receiver, `http://127.0.0.1:4318`. Without it, where `OTEL_EXPORTER_OTLP_ENDPOINT` says; without both, nowhere.',
        ),
      sampleRatio: z
        .number()
        .min(0)
        .max(1)
        .default(1)
        .describe('Share of the jobs that are traced, where the requester has not decided.'),
      tasksPerJob: z
        .number()
        .int()
        .min(1)
        .default(200)
        .describe(
          'Tasks of a job that are traced; of a larger job it is about so many, spread over its devices.',
        ),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: z
        .enum(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info')
        .describe('Least weight of a line that is written.'),
    })
    .prefault({}),
});

export type Config = z.output<typeof configSchema>;
