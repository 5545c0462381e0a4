import { NetravenError } from '@netraven/common';
import { type CircuitView, listCircuits } from '@netraven/common/api';
import type { NatsConnection } from 'nats';

/**
 * Open circuits of some sites, by site and device; null for a site none of whose executors answers.
 * @param devices only these; empty: all
 */
export async function readCircuits(
  connection: NatsConnection,
  sites: readonly string[],
  devices: readonly string[] = [],
): Promise<Map<string, ReadonlyMap<string, CircuitView> | null>> {
  const read = sites.map(async (site) => [site, await readSite(connection, site, devices)] as const);
  return new Map(await Promise.all(read));
}

async function readSite(
  connection: NatsConnection,
  site: string,
  devices: readonly string[],
): Promise<ReadonlyMap<string, CircuitView> | null> {
  try {
    const circuits = await listCircuits(connection, site, devices);
    return new Map(circuits.map((circuit) => [circuit.device, circuit]));
  } catch (error) {
    if (error instanceof NetravenError && error.code === 'NETRAVEN_API_UNREACHABLE') return null;
    throw error;
  }
}

/** As a device view shows it. */
export function circuitOf(
  circuits: Awaited<ReturnType<typeof readCircuits>>,
  { name, site }: { readonly name: string; readonly site: string },
): Omit<CircuitView, 'device'> | null {
  const found = circuits.get(site)?.get(name);
  if (found === undefined) return null;
  const { device: _, ...circuit } = found;
  return circuit;
}
