import { z } from 'zod';
import { fenceSchema } from './fence.ts';
import { laneSchema } from './lane.ts';
import {
  deviceIdSchema,
  deviceNameSchema,
  hostSchema,
  jobIdSchema,
  portSchema,
  siteNameSchema,
} from './names.ts';

/** A credential as it travels: only executors that hold the site's key can open `sealed`. */
export const sealedCredentialSchema = z.object({
  name: z.string(),
  username: z.string(),
  /** age, armoured; inside is JSON of `credentialSecretSchema`. */
  sealed: z.string(),
});
export type SealedCredential = z.output<typeof sealedCredentialSchema>;

/** What is inside a sealed credential. */
export const credentialSecretSchema = z.strictObject({
  password: z.string().optional(),
  enable: z.string().optional(),
  privateKey: z.string().optional(),
  passphrase: z.string().optional(),
  /** Answers to the hidden questions of keyboard-interactive that follow the password, in order. */
  answers: z.array(z.string()).optional(),
});
export type CredentialSecret = z.output<typeof credentialSecretSchema>;

export const hostKeyPolicies = ['trust-on-first-use', 'strict', 'ignore'] as const;

/** Bounds of one session; every wait is below one of them. */
export const limitsSchema = z.object({
  connectMs: z.number().int().positive().describe('From the first packet to the end of the key exchange.'),
  authMs: z.number().int().positive().describe('Of one login.'),
  idleMs: z.number().int().positive().describe('Silence of the device in mid-output.'),
  sessionMs: z.number().int().positive().describe('Of the whole session, login and logout included.'),
  outputBytes: z.number().int().positive().describe('Output of one command.'),
  shrinkShare: z
    .number()
    .min(0)
    .max(1)
    .describe('A capture below this share of the last good one is quarantined; 0 turns the check off.'),
});
export type Limits = z.output<typeof limitsSchema>;

export const jumpHostSchema = z.object({
  /** In the inventory; limits are set by it. */
  name: z.string().optional(),
  /** Its own id in the inventory; its host key is pinned by it. */
  device: z.number().int().positive().optional(),
  host: hostSchema,
  port: portSchema,
  /** Names of credentials in the task's list, tried in this order. */
  credentials: z.array(sealedCredentialSchema),
  hostKeys: z.array(z.string()),
});

/** What the git-writer last settled for the device; a head at the site counts only in agreement with it. */
export const knownSchema = z.object({
  /** Newest fence the git-writer has settled, also a failed one; null before the first. */
  fence: fenceSchema.nullable(),
  /** SHA-256 of the redacted text now in git, lower-case hex; null before the first. */
  hash: z.string().nullable(),
  /** Its length in bytes. */
  bytes: z.number().int().nonnegative().nullable(),
  /** To whom its original is sealed (`recipientsDigest`); null where none is kept. */
  sealedTo: z.string().nullable().default(null),
});

/** One device in one job, with all its executor needs: it never asks a database. */
export const taskSchema = z.object({
  v: z.literal(1),
  /** `<job>-<device id>`: the same whenever the job is expanded again. */
  id: z.string().regex(/^[A-Za-z0-9-]{1,80}$/),
  job: jobIdSchema,
  site: siteNameSchema,
  lane: laneSchema,
  requestedAt: z.iso.datetime(),
  deadlineAt: z.iso.datetime().nullable(),
  device: z.object({
    id: deviceIdSchema,
    name: deviceNameSchema,
    host: hostSchema,
    port: portSchema,
    /** netmiko `device_type`, already resolved from aliases where known. */
    platform: z.string(),
    epoch: z.number().int().positive(),
    /** Path in the repository, assigned once by the dispatcher. */
    path: z.string(),
    /** Serial number last seen, to notice another chassis behind the address. */
    serial: z.string().nullable(),
    /** Host name last seen, likewise. */
    hostname: z.string().nullable().default(null),
  }),
  credentials: z.array(sealedCredentialSchema),
  jumps: z.array(jumpHostSchema).max(2),
  hostKey: z.object({
    policy: z.enum(hostKeyPolicies),
    /** `SHA256:…` fingerprints as OpenSSH prints them. */
    pinned: z.array(z.string()),
  }),
  algorithms: z.enum(['modern', 'legacy']),
  limits: limitsSchema,
  known: knownSchema,
  maxAttempts: z.number().int().positive(),
  /** An operator asked for this device alone, at once: it is tried although its circuit is open. */
  isProbe: z.boolean().default(false),
  /** W3C `traceparent` of the message, also in its header; null where nobody traces. */
  traceparent: z.string().nullable(),
});
export type Task = z.output<typeof taskSchema>;
