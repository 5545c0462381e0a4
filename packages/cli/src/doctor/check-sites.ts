import type { ApiOutput } from '@netraven/common/api';
import { count } from '../output/format.ts';
import { shareText } from '../output/site-text.ts';
import { type Check, ok, type Patient, warn } from './check.ts';

const SHOWN = 5;

type Site = ApiOutput<'site.show'>;

/** What the executors of each site say: devices that are left alone, and what is used of the limits. */
export async function checkSites({ api, sites }: Patient): Promise<Check[]> {
  const shown = await Promise.all(sites.map((name) => api.call('site.show', { name })));
  const circuits = shown.filter(({ openCircuits }) => openCircuits > 0).map(circuitCheck);
  const limits = shown.filter(({ admission }) => admission.length > 0).map(limitCheck);
  return [...(circuits.length > 0 ? circuits : [ok('circuits', 'none open')]), ...limits];
}

function circuitCheck({ name, openCircuits, circuits }: Site): Check {
  const names = circuits.slice(0, SHOWN).map(({ device, code }) => `${device} (${code})`);
  const more = openCircuits > names.length ? ' …' : '';
  return warn(
    `circuits of ${name}`,
    `${count(openCircuits, 'device')} left alone after repeated failures: ${names.join(', ')}${more}`,
    `Mend them, then: netraven device reset ${circuits[0]?.device ?? 'NAME'}.`,
  );
}

/** Waiting is what limits are for; it is told, not warned of. */
function limitCheck({ name, admission }: Site): Check {
  const uses = admission.slice(0, SHOWN).map((use) => {
    const sessions = use.sessionsLimit > 0 ? [`${shareText(use.sessions, use.sessionsLimit)} sessions`] : [];
    const logins =
      use.loginsPerMinute > 0 ? [`${shareText(use.logins, use.loginsPerMinute)} logins a minute`] : [];
    const waiting = use.waiting > 0 ? [`${use.waiting} waiting`] : [];
    return `${use.resource} ${[...sessions, ...logins, ...waiting].join(', ')}`;
  });
  return ok(`limits of ${name}`, `${uses.join('; ')}${admission.length > SHOWN ? ' …' : ''}`);
}
