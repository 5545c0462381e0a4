import type { CircuitView, SiteInput, SiteOutput } from '@netraven/common/api';
import { fromSubjectToken } from '@netraven/common/message';
import type { JetStreamManager, KV } from 'nats';
import type { CircuitEntry } from './circuit.ts';
import { readCircuit } from './circuit-store.ts';

const PAGE = 1000;
const READS_AT_ONCE = 100;

/**
 * Devices whose circuit is open, by name: the named ones, or a page of all.
 * @param stream of the bucket
 */
export async function listOpenCircuits(
  {
    bucket,
    manager,
    stream,
  }: { readonly bucket: KV; readonly manager: JetStreamManager; readonly stream: string },
  { devices = [], after = '' }: SiteInput<'circuits'>,
): Promise<SiteOutput<'circuits'>> {
  const names = devices.length > 0 ? devices : await listDevices(manager, stream);
  const wanted = [...new Set(names)].filter((name) => name > after).sort();
  const circuits: CircuitView[] = [];
  for (let from = 0; from < wanted.length && circuits.length < PAGE; from += READS_AT_ONCE) {
    const read = wanted.slice(from, from + READS_AT_ONCE).map((device) => viewOf(bucket, device));
    circuits.push(...(await Promise.all(read)).filter((view) => view !== null));
  }
  const page = circuits.slice(0, PAGE);
  return { circuits: page, next: circuits.length >= PAGE ? (page.at(-1)?.device ?? null) : null };
}

async function listDevices(manager: JetStreamManager, stream: string): Promise<string[]> {
  const info = await manager.streams.info(stream, { subjects_filter: '>' });
  return Object.keys(info.state.subjects ?? {}).map((subject) =>
    fromSubjectToken(subject.slice(subject.lastIndexOf('.') + 1)),
  );
}

async function viewOf(bucket: KV, device: string): Promise<CircuitView | null> {
  const { entry } = await readCircuit(bucket, device);
  return entry?.openUntil == null
    ? null
    : toView(device, { ...entry, openUntil: entry.openUntil }, Date.now());
}

function toView(
  device: string,
  { failures, since, openUntil, code, probe }: CircuitEntry & { readonly openUntil: string },
  now: number,
): CircuitView {
  const isDue = probe !== null || Date.parse(openUntil) <= now;
  return { device, state: isDue ? 'half-open' : 'open', failures, since, until: openUntil, code };
}
