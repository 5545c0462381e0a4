import type { Random } from '../random.ts';
import type {
  DeviceFacts,
  Filter,
  FilterLine,
  Neighbour,
  Port,
  Route,
  Servers,
  Vlan,
} from './device-facts.ts';

/** What is decided about a device before its facts are made up. */
export interface FactsRequest {
  readonly name: string;
  readonly model: string;
  readonly version: string;
  readonly serial: string;
  /** 0 (a branch router) to 1 (a full chassis); configurations grow from about 5 to about 60 KB. */
  readonly size: number;
}

const VLAN_NAMES = ['users', 'voice', 'printers', 'guest', 'cameras', 'servers', 'lab', 'mgmt'] as const;
const CUSTOMERS = ['Zürich', 'Acme', 'Contoso', 'Møller', 'Northwind', 'Umbrella', 'Globex'] as const;
const PORTS = [22, 53, 80, 123, 161, 443, 514, 1812, 3306, 5060, 8443] as const;

/** Makes up a plausible device: the same request and random sequence give the same facts. */
export function buildFacts(request: FactsRequest, random: Random): DeviceFacts {
  const scaled = (least: number, most: number) => Math.round(least + (most - least) * request.size);
  const vlans = makeVlans(scaled(6, 70), random);
  return {
    name: request.name,
    domain: 'net.example',
    location: `${request.name.split('-')[1] ?? 'lab'} row ${random.integer(1, 9)}, rack ${random.integer(1, 40)}`,
    serial: request.serial,
    model: request.model,
    version: request.version,
    loopback: `10.255.${random.integer(0, 255)}.${random.integer(1, 254)}`,
    asNumber: random.integer(64512, 65534),
    ports: makePorts(scaled(10, 112), vlans, random),
    vlans,
    filters: makeFilters(scaled(2, 14), scaled(8, 40), random),
    neighbours: makeNeighbours(scaled(3, 28), random),
    routes: makeRoutes(scaled(5, 70), random),
    users: ['admin', 'netops', 'noc', 'backup', 'audit'].slice(0, scaled(2, 5)),
    servers: makeServers(random),
  };
}

function makeVlans(count: number, random: Random): Vlan[] {
  return Array.from({ length: count }, (_, index) => ({
    id: 10 + index * 10,
    name: `${random.pick(VLAN_NAMES)}-${10 + index * 10}`,
  }));
}

function makePorts(count: number, vlans: readonly Vlan[], random: Random): Port[] {
  return Array.from({ length: count }, (_, index) => ({
    index,
    description: describePort(index, random),
    use:
      index < 2
        ? 'routed'
        : random.pick(['access', 'access', 'access', 'trunk', 'routed', 'unused'] as const),
    vlan: vlans[random.integer(0, vlans.length - 1)]?.id ?? 1,
    address: `10.${random.integer(0, 63)}.${index}.1`,
  }));
}

function describePort(index: number, random: Random): string {
  const customer = random.pick(CUSTOMERS);
  return random.pick([
    `${customer} circuit ${random.integer(10000, 99999)}`,
    `to core-${random.integer(1, 4)} port ${random.integer(1, 48)}`,
    `[TRUNK] ${customer} # do not touch`,
    `uplink > ${customer} via pop${index}`,
    `desk ${random.integer(100, 999)}`,
  ]);
}

function makeFilters(count: number, lines: number, random: Random): Filter[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `FILTER-${index + 1}`,
    lines: Array.from({ length: lines }, () => makeFilterLine(random)),
  }));
}

export function makeFilterLine(random: Random): FilterLine {
  return {
    action: random.chance(0.8) ? 'permit' : 'deny',
    protocol: random.chance(0.7) ? 'tcp' : 'udp',
    source: `10.${random.integer(0, 255)}.${random.integer(0, 255)}.0`,
    target: `172.16.${random.integer(0, 255)}.${random.integer(1, 254)}`,
    port: random.pick(PORTS),
  };
}

function makeNeighbours(count: number, random: Random): Neighbour[] {
  return Array.from({ length: count }, (_, index) => ({
    address: `192.0.2.${index + 1}`,
    asNumber: random.integer(64512, 65534),
    description: `${random.pick(CUSTOMERS)} transit ${index + 1}`,
  }));
}

function makeRoutes(count: number, random: Random): Route[] {
  return Array.from({ length: count }, (_, index) => ({
    network: `10.${128 + (index >> 4)}.${(index & 15) * 16}.0`,
    gateway: `192.0.2.${random.integer(1, 254)}`,
  }));
}

function makeServers(random: Random): Servers {
  const site = random.integer(0, 255);
  const at = (host: number) => [`10.250.${site}.${host}`, `10.251.${site}.${host}`];
  return { ntp: at(1), syslog: at(2), snmp: at(3), tacacs: at(4), radius: at(5) };
}
