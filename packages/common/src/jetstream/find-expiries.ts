import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { NatsOptions } from './connect-nats.ts';

/** A file that proves who somebody is, and until when it does. */
export interface Expiry {
  /** The setting that names the file. */
  readonly field: string;
  readonly file: string;
  readonly expiresAt: Date;
}

const JWT = /-----BEGIN NATS USER JWT-----\s*(\S+)/;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const claimsSchema = z.object({ exp: z.number().positive() });

/**
 * When what a role logs in to NATS with expires: the JWT of its `.creds` file, its certificate, and the authorities it
 * trusts. What never expires, or cannot be read, is left out: connecting tells of that.
 */
export async function findExpiries({
  credsFile,
  tls = {},
}: Pick<NatsOptions, 'credsFile' | 'tls'>): Promise<Expiry[]> {
  const found = await Promise.all([
    readExpiry('nats.credsFile', credsFile, expiryOfCreds),
    readExpiry('nats.tls.certFile', tls.certFile, expiryOfCertificate),
    readExpiry('nats.tls.caFile', tls.caFile, expiryOfAuthorities),
  ]);
  return found.flat();
}

/** When the certificate in a PEM file expires: the first one, which those of its authorities may follow. */
export function findCertificateExpiry(field: string, file: string | undefined): Promise<Expiry[]> {
  return readExpiry(field, file, expiryOfCertificate);
}

/** When the last authority in a PEM file expires; a bundle often holds some that have. */
export function findAuthorityExpiry(field: string, file: string | undefined): Promise<Expiry[]> {
  return readExpiry(field, file, expiryOfAuthorities);
}

async function readExpiry(
  field: string,
  file: string | undefined,
  expiryOf: (text: string) => Date | undefined,
): Promise<Expiry[]> {
  if (file === undefined) return [];
  try {
    const expiresAt = expiryOf(await readFile(file, 'utf8'));
    return expiresAt === undefined ? [] : [{ field, file, expiresAt }];
  } catch {
    return [];
  }
}

function expiryOfCreds(text: string): Date | undefined {
  const [, jwt = ''] = JWT.exec(text) ?? [];
  const claims = claimsSchema.safeParse(
    JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')),
  );
  return claims.success ? new Date(claims.data.exp * 1000) : undefined;
}

function expiryOfCertificate(text: string): Date | undefined {
  return endsOf(text)[0];
}

function expiryOfAuthorities(text: string): Date | undefined {
  return endsOf(text).toSorted((a, b) => b.getTime() - a.getTime())[0];
}

function endsOf(text: string): Date[] {
  return [...text.matchAll(CERTIFICATE)].map(([pem]) => new X509Certificate(pem).validToDate);
}
