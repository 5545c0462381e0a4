import type { DeviceDetail, DeviceView } from '@netraven/common/api';
import { fieldsText } from './fields-text.ts';
import { count, formatInstant, shortCommit } from './format.ts';
import { outcomeCell, toneOf } from './outcome-tone.ts';
import type { Style } from './style.ts';
import { type Cell, formatTable } from './table.ts';

const head = ['name', 'address', 'platform', 'site', 'tags', 'last outcome', 'at'];

export function deviceListText(
  { devices }: { readonly devices: readonly DeviceView[] },
  style: Style,
): string {
  if (devices.length === 0) return 'no devices\n';
  const rows = devices.map((device): Cell[] => [
    device.name,
    addressOf(device),
    device.platform,
    device.site,
    device.tags.join(' '),
    device.circuit === null ? outcomeCell(device.lastOutcome) : circuitCell(device),
    formatInstant(device.lastOutcomeAt),
  ]);
  return `${formatTable(head, rows, style)}${count(devices.length, 'device')}\n`;
}

export function deviceDetailText(device: DeviceDetail, style: Style): string {
  const { facts } = device;
  return fieldsText(
    [
      ['name', device.name],
      ['address', addressOf(device)],
      ['platform', device.platform],
      ['site', device.site],
      ['tags', device.tags.join(' ')],
      ['jump hosts', device.jumps.length === 0 ? undefined : device.jumps.join(' > ')],
      ['algorithms', device.algorithms],
      ['host keys', hostKeysOf(device)],
      ['credentials', device.credentials.join(', ')],
      ['limits', limitsOf(device)],
      ['model', facts?.model ?? undefined],
      ['version', facts?.version ?? undefined],
      ['serial', facts?.serial ?? undefined],
      ['hostname', facts?.hostname ?? undefined],
      ['uptime', facts?.uptime ?? undefined],
      ['weak secrets', weakSecretsText(facts?.weakSecrets)],
      ['last outcome', device.lastOutcome],
      ['at', formatInstant(device.lastOutcomeAt)],
      ['error', device.lastErrorCode ?? undefined],
      ['circuit', circuitText(device)],
      ['versions', device.versions],
      ['last commit', shortCommit(device.lastCommit)],
      ['captured at', formatInstant(device.lastCapturedAt)],
      ['path', device.path],
    ],
    style,
  );
}

/** The outcome, and that the device is left alone. */
function circuitCell({ lastOutcome, circuit }: DeviceView): Cell {
  const outcome = lastOutcome ?? '-';
  return [
    { text: outcome, tone: toneOf(outcome) },
    { text: `, circuit ${circuit?.state}`, tone: 'bad' },
  ];
}

function circuitText({ circuit }: DeviceView): string | undefined {
  if (circuit === null) return undefined;
  const { state, failures, code, until } = circuit;
  const next = state === 'open' ? `next try after ${formatInstant(until)}` : 'the next session decides';
  return `${state} after ${count(failures, 'failure')} in a row, the last ${code}; ${next}`;
}

function weakSecretsText(weak: NonNullable<DeviceDetail['facts']>['weakSecrets']): string | undefined {
  if (weak === undefined || weak.count === 0) return undefined;
  const isOne = weak.count === 1;
  return `${weak.count}, short or common words, in ${isOne ? 'line' : 'lines'} ${weak.lines.join(', ')} of its configuration`;
}

function addressOf({ host, port }: { readonly host: string; readonly port: number }): string {
  if (port === 22) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function hostKeysOf({ hostKeyPolicy, hostKeys }: DeviceDetail): string {
  const pinned = hostKeys.map((key) => `${key.type} ${key.fingerprint}`).join(', ');
  return `${hostKeyPolicy}${pinned === '' ? '' : `; ${pinned}`}`;
}

function limitsOf({ limits }: DeviceDetail): string | undefined {
  const entries = Object.entries(limits);
  return entries.length === 0 ? undefined : entries.map(([name, value]) => `${name}=${value}`).join(' ');
}
