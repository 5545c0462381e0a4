import { z } from 'zod';

const CONTROL_OR_SPACE = /[\u0000-\u0020\u007f-\u009f\u2028\u2029]/;

/** A device name: anything printable without blanks, up to 128 characters; how it is written in subjects and paths is decided elsewhere. */
export const deviceNameSchema = z
  .string()
  .min(1, 'must not be empty')
  .max(128, 'must be at most 128 characters')
  .refine((name) => !CONTROL_OR_SPACE.test(name), 'must hold no blanks or control characters')
  .refine((name) => !/[/\\]|^\.+$/.test(name), 'must hold no slash and not consist of dots');

/** A site name: part of stream, bucket and user names, so lower-case letters, digits and `-` only. */
export const siteNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be 1 to 32 of a-z, 0-9 and -, not starting with -')
  .refine((name) => name !== 'hub', 'must not be "hub", which names the centre');

export const tagSchema = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]{1,64}$/, 'must be 1 to 64 of letters, digits and _.:-');

/** A job id chosen by the requester; two requests with the same id are one job. */
export const jobIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/, 'must be 1 to 64 of letters, digits and -');

/** Host name, IPv4 or IPv6 address. */
export const hostSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9._-]{0,252})$|^[0-9A-Fa-f:.%A-Za-z0-9]{2,64}$/,
    'must be a host name or an IP address',
  );

export const portSchema = z
  .number()
  .int('must be a whole number')
  .min(1, 'must be 1 to 65535')
  .max(65535, 'must be 1 to 65535');

/** Id of a device row, as far as a PostgreSQL `int` goes. */
export const deviceIdSchema = z
  .number()
  .int('must be a whole number')
  .min(1, 'must be positive')
  .max(2 ** 31 - 1, 'must be at most 2147483647');
