import { DriverException } from '@mikro-orm/core';
import { NetravenError } from '@netraven/common';

/**
 * Why an input will never do; undefined where trying again may help. SQLSTATE classes 22 and 23 say that a value
 * cannot be stored.
 * @param what names the input: `job request`
 */
export function asRefusal(what: string, error: unknown): NetravenError | undefined {
  if (error instanceof NetravenError && error.code === 'NETRAVEN_MESSAGE_INVALID') return error;
  if (error instanceof DriverException && /^2[23]/.test(String(error.code ?? ''))) {
    return new NetravenError('NETRAVEN_MESSAGE_INVALID', `${what}: a value cannot be stored`, {
      cause: error,
    });
  }
  return undefined;
}
