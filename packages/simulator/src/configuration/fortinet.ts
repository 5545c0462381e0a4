import type { DeviceFacts, Route, Vlan } from '../device/device-facts.ts';
import type { Writing } from './start-writing.ts';

/** `show` on a FortiGate: every `ENC` value is encrypted anew at each read, although nothing changed. */
export function writeFortinet(facts: DeviceFacts, writing: Writing): string {
  const admins = facts.users.flatMap((user) => writeAdmin(user, writing));
  const lines = [
    header(facts, writing),
    section('system interface', facts.ports.flatMap(writePort)),
    section('system admin', admins),
    section('system snmp community', writeCommunities(facts, writing)),
    section('user radius', writeRadius(facts, writing)),
    section('user tacacs+', writeTacacs(facts, writing)),
    section('vpn certificate local', writeCertificate(writing)),
    section('firewall address', facts.vlans.flatMap(writeAddress)),
    section('vpn ipsec phase1-interface', writeTunnels(facts, writing)),
    section('firewall policy', writePolicies(facts)),
    section('router static', facts.routes.flatMap(writeRoute)),
    section('router bgp', writeBgp(facts, writing)),
  ].flat();
  return `${lines.join('\n')}\n\n`;
}

function header(facts: DeviceFacts, writing: Writing): string[] {
  const settings = ['set admintimeout 30', `set hostname "${facts.name}"`, 'set timezone "Europe/Amsterdam"'];
  return [
    `#config-version=${facts.model}-${facts.version}-FW-build2662-240514:opmode=0:vdom=0:user=backup`,
    `#conf_file_ver=${17818273600000 + writing.drift}`,
    '#buildno=2662',
    '#global_vdom=1',
    ...section('system global', settings),
  ];
}

function section(name: string, lines: readonly string[]): string[] {
  return [`config ${name}`, ...lines.map((line) => (isKeyMaterial(line) ? line : `    ${line}`)), 'end'];
}

function entry(name: string, lines: readonly string[]): string[] {
  return [`edit ${name}`, ...lines.map((line) => (isKeyMaterial(line) ? line : `    ${line}`)), 'next'];
}

/** The inner lines of a PEM block stand at the margin. */
function isKeyMaterial(line: string): boolean {
  return line.startsWith('-----END') || /^[A-Za-z0-9+/]{64}$/.test(line);
}

function writePort(port: DeviceFacts['ports'][number]): string[] {
  const state =
    port.use === 'unused'
      ? ['set status down']
      : [`set ip ${port.address} 255.255.255.252`, `set alias "${port.description.slice(0, 25)}"`];
  return entry(`"port${port.index + 1}"`, [
    'set vdom "root"',
    ...state,
    'set type physical',
    `set snmp-index ${port.index + 1}`,
  ]);
}

function writeAdmin(user: string, writing: Writing): string[] {
  return entry(`"${user}"`, [
    'set accprofile "super_admin"',
    'set vdom "root"',
    `set password ENC ${writing.secret(`user ${user}`, 'fortiosHash')}`,
  ]);
}

function writeCommunities(facts: DeviceFacts, writing: Writing): string[] {
  const hosts = facts.servers.snmp.flatMap((host, index) =>
    entry(String(index + 1), [`set ip ${host} 255.255.255.255`]),
  );
  return entry('1', [
    `set name "${writing.secret('snmp read', 'community')}"`,
    'config hosts',
    ...hosts.map((line) => `    ${line}`),
    'end',
  ]);
}

function writeRadius(facts: DeviceFacts, writing: Writing): string[] {
  return facts.servers.radius.flatMap((host, index) =>
    entry(`"RAD${index + 1}"`, [
      `set server "${host}"`,
      `set secret ENC ${writing.reencrypted(`radius ${index + 1}`, 'fortiosBlob')}`,
    ]),
  );
}

function writeTacacs(facts: DeviceFacts, writing: Writing): string[] {
  return facts.servers.tacacs.flatMap((host, index) =>
    entry(`"TAC${index + 1}"`, [
      `set server "${host}"`,
      `set key ENC ${writing.reencrypted(`tacacs ${index + 1}`, 'fortiosBlob')}`,
    ]),
  );
}

function writeCertificate(writing: Writing): string[] {
  const key = Array.from({ length: 12 }, (_, index) =>
    writing.secret(`certificate key line ${index + 1}`, 'pemLine'),
  );
  return entry('"portal"', [
    `set password ENC ${writing.reencrypted('certificate password', 'fortiosBlob')}`,
    'set private-key "-----BEGIN ENCRYPTED PRIVATE KEY-----',
    ...key,
    '-----END ENCRYPTED PRIVATE KEY-----"',
  ]);
}

function writeTunnels(facts: DeviceFacts, writing: Writing): string[] {
  return facts.neighbours
    .slice(0, 6)
    .flatMap(({ address }, index) =>
      entry(`"vpn-${index + 1}"`, [
        'set interface "port1"',
        'set proposal aes256-sha256',
        `set remote-gw ${address}`,
        `set psksecret ENC ${writing.reencrypted(`psk ${address}`, 'fortiosBlob')}`,
      ]),
    );
}

function writePolicies(facts: DeviceFacts): string[] {
  return facts.filters.flatMap((filter, set) =>
    filter.lines.flatMap((line, index) =>
      entry(String(set * 1000 + index + 1), [
        `set name "${filter.name}-${index + 1}"`,
        'set srcintf "any"',
        'set dstintf "any"',
        `set action ${line.action === 'permit' ? 'accept' : 'deny'}`,
        `set comments "${line.protocol}/${line.port} from ${line.source} # see ticket"`,
      ]),
    ),
  );
}

function writeAddress(vlan: Vlan): string[] {
  return entry(`"${vlan.name}"`, [
    'set associated-interface "port1"',
    `set subnet 10.${vlan.id >> 8}.${vlan.id & 255}.0 255.255.255.0`,
  ]);
}

function writeRoute(route: Route, index: number): string[] {
  return entry(String(index + 1), [
    `set dst ${route.network} 255.255.255.0`,
    `set gateway ${route.gateway}`,
    'set device "port1"',
  ]);
}

function writeBgp(facts: DeviceFacts, writing: Writing): string[] {
  const neighbours = facts.neighbours.flatMap(({ address, asNumber, description }) =>
    entry(`"${address}"`, [
      `set description "${description}"`,
      `set remote-as ${asNumber}`,
      `set password ENC ${writing.reencrypted(`bgp ${address}`, 'fortiosBlob')}`,
    ]),
  );
  return [
    `set as ${facts.asNumber}`,
    `set router-id ${facts.loopback}`,
    'config neighbor',
    ...neighbours.map((line) => `    ${line}`),
    'end',
  ];
}
