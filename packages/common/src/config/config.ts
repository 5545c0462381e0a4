import { z } from 'zod';
import { siteNameSchema } from '../message/names.ts';
import { hostKeyPolicies, limitsSchema } from '../message/task.ts';
import { MINUTE, SECOND } from '../time.ts';

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
      /** One or more servers, separated by commas. */
      url: text.default('nats://127.0.0.1:4222'),
      user: text.optional(),
      password: text.optional(),
      token: text.optional(),
      credsFile: text.optional(),
      /** JetStream domain of the hub; empty when its server has none. */
      domain: z.string().default('hub'),
      /** JetStream domain of the server this executor connects to; empty: the same server as the hub. */
      siteDomain: z.string().default(''),
      inboxPrefix: text.optional(),
      tls: z
        .strictObject({ caFile: text.optional(), certFile: text.optional(), keyFile: text.optional() })
        .optional(),
    })
    .prefault({}),
  database: z
    .strictObject({
      /** `postgresql://user:password@host:port/name`; an executor without one hands its results to the hub. */
      url: text.optional(),
      poolSize: z.number().int().min(2).max(100).default(5),
    })
    .prefault({}),
  repository: z
    .strictObject({
      /** Folder of the bare git repository. */
      path: text.default('./configs.git'),
      /** Packs are consolidated when there are this many. */
      maintenancePacks: z.number().int().min(2).default(50),
    })
    .prefault({}),
  executor: z
    .strictObject({
      site: siteNameSchema.default('default'),
      /** Sessions at once; one of them is kept for the urgent lane. */
      sessions: z.number().int().min(2, 'must be at least 2').max(5000).default(50),
      /** Threads that redact and compare. */
      threads: z.number().int().min(1).max(64).default(2),
      /**
       * The site's store was created, empty, with this instance: no lease of an earlier one can be forgotten, so the
       * executor need not wait until the lease bucket is older than a lease. Set by "netraven up" alone.
       */
      freshStore: z.boolean().default(false),
    })
    .prefault({}),
  limits: z.strictObject(limitsSchema.shape).partial().prefault({}),
  retry: z
    .strictObject({
      /** Sessions per task, the first included. */
      maxAttempts: z.number().int().min(1).max(20).default(3),
      baseMs: milliseconds.default(2 * SECOND),
      maxMs: milliseconds.default(2 * MINUTE),
    })
    .prefault({}),
  hostKeys: z.strictObject({ policy: z.enum(hostKeyPolicies).default('trust-on-first-use') }).prefault({}),
  secrets: z
    .strictObject({
      /** age public keys of the operators: originals are sealed to them. */
      recipients: z.array(text).default([]),
      /** Private key of the site, readable by its owner only. */
      identityFile: text.optional(),
      /** Key of the fingerprints in `<secret:…>` tokens, readable by its owner only. */
      fingerprintKeyFile: text.optional(),
    })
    .prefault({}),
  connectionLog: z
    .strictObject({
      /** A line of the transcript that holds one of these words becomes `[REDACTED LINE]`. */
      keywords: z.array(text).default(['password', 'secret', 'community', 'key']),
      maxBytes: bytes.default(256 * 1024),
      /** Keep the output of configuration commands instead of folding it to one line. */
      fullOutput: z.boolean().default(false),
      retentionDays: z.number().int().min(1).default(90),
    })
    .prefault({}),
  platforms: z
    .strictObject({
      /** Folder of YAML files that add or override platforms. */
      folder: text.optional(),
    })
    .prefault({}),
  streams: z
    .strictObject({
      snapshotsBytes: bytes.default(4096 * MIB),
      chunksBytes: bytes.default(4096 * MIB),
      outboxBytes: bytes.default(2048 * MIB),
    })
    .prefault({}),
  log: z
    .strictObject({ level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info') })
    .prefault({}),
});

export type Config = z.output<typeof configSchema>;
