import { count } from '../output/format.ts';
import { type Check, ok, type Patient, warn } from './check.ts';

/** Whether the devices of the inventory are backed up, and what keeps them from it. */
export async function checkDevices({ api }: Patient): Promise<Check[]> {
  const { counts, concerns } = await api.call('status', {});
  const { failed, neverBackedUp, withoutCredential, unknownPlatform } = concerns;
  const checks: Check[] = [];
  const add = (devices: number, found: string, remedy: string) => {
    if (devices > 0) checks.push(warn('devices', `${count(devices, 'device')} ${found}`, remedy));
  };
  add(failed, 'failed at the last backup', 'See which: netraven device list --outcome failed.');
  add(neverBackedUp, 'never backed up', 'Back them up: netraven backup --all.');
  add(
    withoutCredential.devices,
    'without a credential that matches',
    `See the tags of one: netraven device show ${withoutCredential.example ?? ''}; then netraven credential add.`,
  );
  add(
    unknownPlatform.devices,
    `of a platform that is not known: ${unknownPlatform.platforms.slice(0, 5).join(', ')}`,
    `See which: netraven device list --platform ${unknownPlatform.platforms[0] ?? ''}.`,
  );
  return checks.length > 0 ? checks : [ok('devices', `${counts.devices} in the inventory, nothing amiss`)];
}
