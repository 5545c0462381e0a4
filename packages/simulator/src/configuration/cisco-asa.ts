import type { DeviceFacts, Port } from '../device/device-facts.ts';
import type { Writing } from './start-writing.ts';
import { writeCiscoClock } from './write-clock.ts';

/** What `more system:running-config` prints on an ASA: pre-shared keys in the clear. */
export function writeCiscoAsa(facts: DeviceFacts, writing: Writing): string {
  return write(facts, writing, (value) => value);
}

/** What `show running-config` prints on an ASA: the same with keys masked. */
export function writeMaskedCiscoAsa(facts: DeviceFacts, writing: Writing): string {
  return write(facts, writing, () => '*****');
}

function write(facts: DeviceFacts, writing: Writing, show: (secret: string) => string): string {
  const lines = [
    ...header(facts, writing),
    ...facts.ports.flatMap((port) => writePort(port, facts.ports.length)),
    ...facts.vlans.flatMap((vlan) => [
      `object network NET-${vlan.id}`,
      ` description ${vlan.name}`,
      ` subnet 10.${vlan.id >> 8}.${vlan.id & 255}.0 255.255.255.0`,
    ]),
    ...facts.filters.flatMap((filter) =>
      filter.lines.map(
        (line) =>
          `access-list ${filter.name} extended ${line.action} ${line.protocol} ${line.source} 255.255.255.0 host ${line.target} eq ${line.port} `,
      ),
    ),
    'pager lines 24',
    ...facts.routes.map((route) => `route outside ${route.network} 255.255.255.0 ${route.gateway} 1`),
    ...services(facts, writing, show),
    ...tunnels(facts, writing, show),
    'prompt hostname context ',
    `Cryptochecksum:${writing.changedAt.getTime().toString(16).padStart(32, '0')}`,
    ': end',
  ];
  return `${lines.join('\n')}\n`;
}

function header(facts: DeviceFacts, writing: Writing): string[] {
  return [
    ': Saved',
    '',
    ': ',
    `: Serial Number: ${facts.serial}`,
    `: Hardware:   ${facts.model}, 8192 MB RAM, CPU Atom C2000 series 2416 MHz`,
    `: Written by netops at ${writeCiscoClock(writing.changedAt)}`,
    '!',
    `ASA Version ${facts.version} `,
    '!',
    `hostname ${facts.name}`,
    `domain-name ${facts.domain}`,
    `enable password ${writing.secret('enable', 'asaPbkdf2')} pbkdf2`,
    `passwd ${writing.secret('telnet', 'hexDigest')} encrypted`,
    'names',
    '!',
  ];
}

function writePort(port: Port, count: number): string[] {
  const lines = [`interface GigabitEthernet${Math.floor((port.index * 8) / count)}/${port.index}`];
  if (port.use === 'unused')
    return [...lines, ' shutdown', ' no nameif', ' no security-level', ' no ip address', '!'];
  return [
    ...lines,
    ` description ${port.description}`,
    ` nameif zone${port.index}`,
    ' security-level 50',
    ` ip address ${port.address} 255.255.255.252 `,
    '!',
  ];
}

function services(facts: DeviceFacts, writing: Writing, show: (secret: string) => string): string[] {
  const { servers } = facts;
  return [
    ...servers.tacacs.flatMap((host, index) => [
      `aaa-server TAC (inside) host ${host}`,
      ` key ${show(writing.secret(`tacacs ${index + 1}`, 'clear'))}`,
    ]),
    'aaa-server LDAP (inside) host 10.250.0.6',
    ' ldap-base-dn dc=net,dc=example',
    ` ldap-login-password ${show(writing.secret('ldap', 'clear'))}`,
    ...servers.snmp.map(
      (host, index) =>
        `snmp-server host inside ${host} community ${show(writing.secret(`snmp ${index + 1}`, 'community'))} version 2c`,
    ),
    `snmp-server location ${facts.location}`,
    `failover key ${show(writing.secret('failover', 'clear'))}`,
    ...servers.ntp.map((host) => `ntp server ${host}`),
    ...facts.users.map(
      (user) =>
        `username ${user} password ${writing.secret(`user ${user}`, 'asaPbkdf2')} pbkdf2 privilege 15`,
    ),
  ];
}

function tunnels(facts: DeviceFacts, writing: Writing, show: (secret: string) => string): string[] {
  return facts.neighbours.flatMap(({ address }) => [
    `tunnel-group ${address} type ipsec-l2l`,
    `tunnel-group ${address} ipsec-attributes`,
    ` ikev1 pre-shared-key ${show(writing.secret(`ikev1 ${address}`, 'clear'))}`,
    ` ikev2 remote-authentication pre-shared-key ${show(writing.secret(`ikev2 remote ${address}`, 'clear'))}`,
    ` ikev2 local-authentication pre-shared-key ${show(writing.secret(`ikev2 local ${address}`, 'clear'))}`,
  ]);
}
