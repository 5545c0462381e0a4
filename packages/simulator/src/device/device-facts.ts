/** What a generated device is about, before any vendor's syntax: the same facts can be written as IOS or as Junos. */
export interface DeviceFacts {
  readonly name: string;
  readonly domain: string;
  readonly location: string;
  readonly serial: string;
  readonly model: string;
  readonly version: string;
  readonly loopback: string;
  readonly asNumber: number;
  readonly ports: readonly Port[];
  readonly vlans: readonly Vlan[];
  readonly filters: readonly Filter[];
  readonly neighbours: readonly Neighbour[];
  readonly routes: readonly Route[];
  readonly users: readonly string[];
  readonly servers: Servers;
}

export interface Port {
  readonly index: number;
  /** Printable, may hold non-ASCII letters and signs that look like a prompt. */
  readonly description: string;
  readonly use: 'access' | 'trunk' | 'routed' | 'unused';
  readonly vlan: number;
  /** IPv4, of a /30 or /31; meaningful when routed. */
  readonly address: string;
}

export interface Vlan {
  readonly id: number;
  readonly name: string;
}

/** One packet filter (access list, policy) with its lines in order. */
export interface Filter {
  readonly name: string;
  readonly lines: readonly FilterLine[];
}

export interface FilterLine {
  readonly action: 'permit' | 'deny';
  readonly protocol: 'tcp' | 'udp';
  /** A /24 network, and the host it may reach. */
  readonly source: string;
  readonly target: string;
  readonly port: number;
}

export interface Neighbour {
  readonly address: string;
  readonly asNumber: number;
  readonly description: string;
}

export interface Route {
  /** A /24 network. */
  readonly network: string;
  readonly gateway: string;
}

/** IPv4 addresses of the management services. */
export interface Servers {
  readonly ntp: readonly string[];
  readonly syslog: readonly string[];
  readonly snmp: readonly string[];
  readonly tacacs: readonly string[];
  readonly radius: readonly string[];
}
