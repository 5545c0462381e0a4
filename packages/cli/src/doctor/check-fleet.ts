import { type Check, ok, type Patient, warn } from './check.ts';

/** What the dispatcher finds amiss between the roles. Sites without executors are told by the services' check. */
export async function checkFleet({ api }: Patient): Promise<Check[]> {
  const { roles, concerns } = await api.call('system.check', {});
  const amiss = concerns.filter(({ kind }) => kind !== 'no-executor' && kind !== 'versions');
  if (amiss.length === 0) return [ok('roles', `${roles} answer, their clocks agree within a minute`)];
  return amiss.map(({ kind, found, remedy }) => warn(kind === 'clock' ? 'clocks' : 'sites', found, remedy));
}
