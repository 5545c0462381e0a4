import { hasFilter } from '@netraven/common/message';
import { buildSelection } from '../job/build-selection.ts';
import { isoInstant } from '../stage/iso-instant.ts';
import type { Handler } from './handler.ts';
import { refuseUnknownNames } from './refuse-unknown-names.ts';
import { circuitOf, readCircuits } from './site-circuits.ts';

/** Columns of a device as the API shows it. */
export const deviceViewColumns = `d.name, d.host, d.port, d.platform, d.site, d.tags, d.path,
  d.last_outcome as "lastOutcome", ${isoInstant('d.last_outcome_at')} as "lastOutcomeAt",
  d.last_error_code as "lastErrorCode"`;

type Devices = Omit<Awaited<ReturnType<Handler<'device.list'>>>['devices'][number], 'circuit'>[];

/**
 * Devices by name, a page at a time; without a filter all of them.
 * @throws NETRAVEN_NOT_FOUND when the filter of the first page names what nobody knows
 */
export const listDevices: Handler<'device.list'> = async (
  { inventory, connection },
  { after, limit, outcomes, ...selection },
) => {
  const em = inventory.em.fork();
  if (after === '') await refuseUnknownNames(em, selection);
  const selected = buildSelection({ ...selection, all: selection.all || !hasFilter(selection) });
  const condition = {
    sql: `(${selected.sql}) and (jsonb_array_length(?::jsonb) = 0 or
      coalesce(d.last_outcome, 'never') in (select jsonb_array_elements_text(?::jsonb)))`,
    values: [...selected.values, JSON.stringify(outcomes), JSON.stringify(outcomes)],
  };
  const rows = await em.execute<Devices>(
    `select ${deviceViewColumns} from device d
     where d.name > ? and ${condition.sql} order by d.name limit ?`,
    [after, ...condition.values, limit + 1],
  );
  const [counted] = await em.execute<{ total: number }[]>(
    `select count(*)::int as total from device d where ${condition.sql}`,
    [...condition.values],
  );
  const page = rows.slice(0, limit);
  const circuits = await readCircuits(connection, [...new Set(page.map(({ site }) => site))]);
  const devices = page.map((device) => ({ ...device, circuit: circuitOf(circuits, device) }));
  return {
    devices,
    next: rows.length > limit ? (devices.at(-1)?.name ?? null) : null,
    total: counted?.total ?? 0,
  };
};
