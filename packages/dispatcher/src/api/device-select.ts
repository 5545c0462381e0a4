import { buildSelection } from '../job/build-selection.ts';
import { findUnknownNames } from '../job/find-unknown-names.ts';
import type { Handler } from './handler.ts';

/** What a job with this selection would match. */
export const selectDevices: Handler<'device.select'> = async ({ inventory }, selection) => {
  const em = inventory.em.fork();
  const condition = buildSelection(selection);
  const unknown = await findUnknownNames(em, selection);
  const [counted] = await em.execute<{ count: number }[]>(
    `select count(*)::int as count from device d where ${condition.sql}`,
    [...condition.values],
  );
  return {
    count: counted?.count ?? 0,
    unknownDevices: [...unknown.devices],
    unknownSites: [...unknown.sites],
  };
};
