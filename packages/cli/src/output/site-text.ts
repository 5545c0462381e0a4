import type { ApiOutput } from '@netraven/common/api';
import { fieldsText } from './fields-text.ts';
import { count, formatInstant } from './format.ts';
import type { Style } from './style.ts';
import { type Cell, formatTable } from './table.ts';

type Site = ApiOutput<'site.show'>;

export function siteDetailText(site: Site, style: Style): string {
  const fields = fieldsText(
    [
      ['site', site.name],
      ['executors', site.answers ? 'answer' : 'none answers'],
      ['open circuits', site.answers ? site.openCircuits : undefined],
    ],
    style,
  );
  return `${fields}${usesText(site, style)}${circuitsText(site, style)}`;
}

function circuitsText({ circuits, openCircuits }: Site, style: Style): string {
  if (circuits.length === 0) return '';
  const rows = circuits.map((circuit): Cell[] => [
    circuit.device,
    circuit.state,
    circuit.failures,
    circuit.code,
    formatInstant(circuit.since),
    formatInstant(circuit.until),
  ]);
  const hidden = openCircuits - circuits.length;
  const more = hidden > 0 ? `and ${count(hidden, 'further device')}\n` : '';
  return `\n${formatTable(['left alone', 'circuit', 'failures', 'last error', 'since', 'next try after'], rows, style)}${more}`;
}

function usesText({ admission }: Site, style: Style): string {
  if (admission.length === 0) return '';
  const rows = admission.map((use): Cell[] => [
    use.resource,
    shareText(use.sessions, use.sessionsLimit),
    shareText(use.logins, use.loginsPerMinute),
    use.waiting,
  ]);
  return `\n${formatTable(['limit', 'sessions', 'logins in a minute', 'waiting'], rows, style)}`;
}

/** `3 of 10`; `3` where there is no limit. */
export function shareText(used: number, limit: number): string {
  return limit === 0 ? String(used) : `${used} of ${limit}`;
}
