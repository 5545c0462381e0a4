import { count } from '../output/format.ts';
import { type Check, ok, type Patient, warn } from './check.ts';

const SHOWN = 5;

/** The devices that are left alone because they failed too often in a row. */
export async function checkCircuits({ api, sites }: Patient): Promise<Check[]> {
  const shown = await Promise.all(sites.map((name) => api.call('site.show', { name })));
  const checks = shown
    .filter(({ openCircuits }) => openCircuits > 0)
    .map(({ name, openCircuits, circuits }) => {
      const names = circuits.slice(0, SHOWN).map(({ device, code }) => `${device} (${code})`);
      const more = openCircuits > names.length ? ' …' : '';
      return warn(
        `circuits of ${name}`,
        `${count(openCircuits, 'device')} left alone after repeated failures: ${names.join(', ')}${more}`,
        `Mend them, then: netraven device reset ${circuits[0]?.device ?? 'NAME'}.`,
      );
    });
  return checks.length > 0 ? checks : [ok('circuits', 'none open')];
}
