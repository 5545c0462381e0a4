import { NetravenError } from '@netraven/common';
import type { Api } from './open-api.ts';

export interface UnknownNames {
  readonly devices: readonly string[];
  readonly sites?: readonly string[];
}

/**
 * @param nothing what was not done, as a sentence
 * @throws NETRAVEN_NOT_FOUND naming all of them; one device alone with the names it may have meant
 */
export async function refuseUnknownNames(
  api: Api,
  { devices, sites = [] }: UnknownNames,
  nothing: string,
): Promise<void> {
  const names = [...devices.map((name) => `device ${name}`), ...sites.map((name) => `site ${name}`)];
  if (names.length === 0) return;
  const [device] = devices;
  const message =
    names.length === 1 && device !== undefined
      ? await api.call('device.show', { name: device }).then(() => undefined, messageOf)
      : undefined;
  throw new NetravenError('NETRAVEN_NOT_FOUND', message ?? `not in the inventory: ${names.join(', ')}`, {
    hint: `${nothing} See "netraven device list"${sites.length > 0 ? ' and "netraven site list"' : ''}.`,
  });
}

/** The service compares a name with all it has; undefined where it failed for another reason. */
function messageOf(error: unknown): string | undefined {
  return error instanceof NetravenError && error.code === 'NETRAVEN_NOT_FOUND' ? error.message : undefined;
}
