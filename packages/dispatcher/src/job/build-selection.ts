import type { Selection } from '@netraven/common/message';
import { findPlatform } from '@netraven/common/platform';

/** A condition over the table `device`, known as `d`, and the values of its placeholders. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly string[];
}

/**
 * The devices of a selection as SQL: those that match every kind of filter given, and any value within one kind.
 * Without a filter it is every device with `all`, and none otherwise.
 */
export function buildSelection(selection: Selection): Condition {
  const filters: readonly (readonly [string, readonly string[]])[] = [
    ['d.name in (select jsonb_array_elements_text(?::jsonb))', selection.devices],
    ['d.tags && array(select jsonb_array_elements_text(?::jsonb))', selection.tags],
    ['d.site in (select jsonb_array_elements_text(?::jsonb))', selection.sites],
    [
      'd.platform in (select jsonb_array_elements_text(?::jsonb))',
      selection.platforms.map(canonicalPlatform),
    ],
  ];
  const given = filters.filter(([, values]) => values.length > 0);
  if (given.length === 0) return { sql: String(selection.all), values: [] };
  return {
    sql: given.map(([sql]) => `(${sql})`).join(' and '),
    values: given.map(([, values]) => JSON.stringify(values)),
  };
}

/** Devices are stored under the name, so an alias in a filter has to become one. */
export function canonicalPlatform(name: string): string {
  return findPlatform(name)?.name ?? name;
}
