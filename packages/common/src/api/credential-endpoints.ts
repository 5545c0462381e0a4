import { z } from 'zod';
import { siteNameSchema, tagSchema } from '../message/names.ts';
import { endpoint } from './endpoint.ts';
import { circuitSchema, resourceUseSchema } from './site-requests.ts';

const credentialNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,64}$/, 'must be 1 to 64 of letters, digits and _.-');
const recipientSchema = z.string().regex(/^age1[0-9a-z]{50,100}$/, 'must be an age public key (age1…)');
const sealedSchema = z
  .string()
  .startsWith('-----BEGIN AGE ENCRYPTED FILE-----', 'must be sealed with age before it is sent')
  .max(100_000);

export const credentialEndpoints = {
  'site.list': endpoint({
    description: 'Sites with their age public keys',
    input: z.strictObject({}),
    output: z.object({
      sites: z.array(z.object({ name: z.string(), recipient: z.string().nullable(), devices: z.number() })),
    }),
  }),
  'site.show': endpoint({
    description: 'What the executors of a site say of it',
    input: z.strictObject({ name: siteNameSchema }),
    output: z.object({
      name: z.string(),
      /** Whether one of its executors answered; else the rest is empty. */
      answers: z.boolean(),
      /** Devices of the site whose circuit is open, by name; the first 100. */
      circuits: z.array(circuitSchema),
      openCircuits: z.number(),
      /** The limits of the site that are set or in use. */
      admission: z.array(resourceUseSchema),
    }),
  }),
  'site.add': endpoint({
    description: 'Add a site, or replace its public key',
    input: z.strictObject({ name: siteNameSchema, recipient: recipientSchema.nullable() }),
    output: z.object({ created: z.boolean() }),
  }),
  'site.prepare': endpoint({
    description:
      'Makes the streams and buckets of a site at the hub, for executors that connect to it directly',
    input: z.strictObject({ name: siteNameSchema }),
    output: z.object({ prepared: z.boolean() }),
  }),
  'site.remove': endpoint({
    description: 'Remove a site without devices',
    input: z.strictObject({ name: siteNameSchema }),
    output: z.object({ removed: z.boolean() }),
  }),
  'credential.add': endpoint({
    description: 'Add a credential, or replace it; the secrets are sealed by the caller',
    input: z.strictObject({
      name: credentialNameSchema,
      username: z.string().min(1, 'must not be empty').max(256),
      sealed: z
        .record(siteNameSchema, sealedSchema)
        .refine((copies) => Object.keys(copies).length > 0, 'needs one copy per site'),
      /** Sealed to the operators, who make copies for other sites from it. */
      operatorCopy: sealedSchema.nullable().default(null),
      /** Meant for every site, also those to come. */
      everySite: z.boolean().default(true),
      holds: z.array(z.enum(['password', 'enable', 'privateKey', 'passphrase'])),
      tags: z.array(tagSchema).default([]),
      priority: z.number().int().min(0).max(10_000).default(100),
      replace: z.boolean().default(false),
    }),
    output: z.object({ replaced: z.boolean() }),
  }),
  'credential.list': endpoint({
    description: 'Credentials without their secrets, in the order they are tried',
    input: z.strictObject({}),
    output: z.object({
      credentials: z.array(
        z.object({
          name: z.string(),
          username: z.string(),
          tags: z.array(z.string()),
          sites: z.array(z.string()),
          priority: z.number(),
          holds: z.array(z.string()),
          everySite: z.boolean(),
          /** Whether the operators have a copy to make others from. */
          canShare: z.boolean(),
        }),
      ),
    }),
  }),
  'credential.copies': endpoint({
    description: 'The sealed copies of a credential; none opens without the key it is sealed to',
    input: z.strictObject({ name: credentialNameSchema }),
    output: z.object({ copies: z.record(z.string(), z.string()), operatorCopy: z.string().nullable() }),
  }),
  'credential.share': endpoint({
    description: 'Adds copies of a credential for sites, or replaces them; its other copies stay',
    input: z.strictObject({
      name: credentialNameSchema,
      sealed: z
        .record(siteNameSchema, sealedSchema)
        .refine((copies) => Object.keys(copies).length > 0, 'needs one copy per site'),
    }),
    output: z.object({ sites: z.array(z.string()) }),
  }),
  'credential.remove': endpoint({
    description: 'Remove a credential',
    input: z.strictObject({ name: credentialNameSchema }),
    output: z.object({ removed: z.boolean() }),
  }),
} as const;
