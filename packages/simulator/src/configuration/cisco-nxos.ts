import type { DeviceFacts, Port } from '../device/device-facts.ts';
import type { Writing } from './start-writing.ts';
import { writeCtime } from './write-clock.ts';

/** A running configuration as NX-OS prints it: no end marker, two blanks of indentation, trailing blanks here and there. */
export function writeCiscoNxos(facts: DeviceFacts, writing: Writing): string {
  const body = [
    header(facts, writing),
    accounts(facts, writing),
    [`vlan 1,${facts.vlans[0]?.id ?? 10}-4000`],
    facts.vlans.flatMap((vlan) => [`vlan ${vlan.id}`, `  name ${vlan.name}`]),
    facts.filters.flatMap((filter) => [
      `ip access-list ${filter.name}`,
      ...filter.lines.map(
        (line, index) =>
          `  ${(index + 1) * 10} ${line.action} ${line.protocol} ${line.source}/24 ${line.target}/32 eq ${line.port} `,
      ),
    ]),
    ['vrf context management', '  ip route 0.0.0.0/0 10.250.0.254', ''],
    facts.ports.flatMap((port) => writePort(port, writing)),
    routing(facts, writing),
    ['line console', 'line vty', `boot nxos bootflash:/nxos.${facts.version}.bin `, ''],
  ].flat();
  return `\n${body.join('\n')}\n\n`;
}

function header(facts: DeviceFacts, writing: Writing): string[] {
  return [
    '!Command: show running-config',
    `!Running configuration last done at: ${writeCtime(writing.changedAt)}`,
    `!Time: ${writeCtime(writing.at)}`,
    '',
    `version ${facts.version} Bios:version 05.45 `,
    `hostname ${facts.name}`,
    `vdc ${facts.name} id 1`,
    '  limit-resource vlan minimum 16 maximum 4094',
    '  limit-resource vrf minimum 2 maximum 4096',
    '',
    'feature tacacs+',
    'feature ospf',
    'feature bgp',
    'feature interface-vlan',
    '',
  ];
}

function accounts(facts: DeviceFacts, writing: Writing): string[] {
  const { servers } = facts;
  const community = writing.secret('snmp read', 'community');
  return [
    'no password strength-check',
    ...facts.users.map(
      (user) =>
        `username ${user} password 5 ${writing.secret(`user ${user}`, 'sha256Crypt')}  role network-admin`,
    ),
    `banner motd ^Authorised use only, ${facts.name}# is an example^`,
    `ip domain-name ${facts.domain}`,
    ...servers.tacacs.map(
      (host, index) => `tacacs-server host ${host} key 7 "${writing.secret(`tacacs ${index + 1}`, 'clear')}"`,
    ),
    ...servers.radius.map(
      (host, index) =>
        `radius-server host ${host} key 7 "${writing.secret(`radius ${index + 1}`, 'clear')}" authentication accounting `,
    ),
    'aaa group server tacacs+ MGMT ',
    ...servers.tacacs.map((host) => `    server ${host} `),
    ...facts.users.map(
      (user) =>
        `snmp-server user ${user} network-admin auth md5 ${writing.secret(`snmp auth ${user}`, 'hexKey')} priv ${writing.secret(`snmp priv ${user}`, 'hexKey')} localizedkey`,
    ),
    ...servers.snmp.map((host) => `snmp-server host ${host} traps version 2c ${community}`),
    `snmp-server community ${community} group network-operator`,
    ...servers.ntp.map((host) => `ntp server ${host} use-vrf management`),
    `ntp authentication-key 1 md5 ${writing.secret('ntp', 'ciscoType7')} 7`,
    '',
    'key chain IGP',
    '  key 1',
    `    key-string 7 ${writing.secret('key chain IGP', 'ciscoType7')}`,
    '',
  ];
}

function writePort(port: Port, writing: Writing): string[] {
  const lines = ['', `interface Ethernet1/${port.index + 1}`];
  if (port.use !== 'unused') lines.push(`  description ${port.description}`);
  if (port.use === 'access') lines.push(`  switchport access vlan ${port.vlan}`);
  if (port.use === 'trunk') lines.push('  switchport mode trunk', '  switchport trunk allowed vlan 10-4000');
  if (port.use === 'unused') lines.push('  shutdown');
  if (port.use === 'routed') {
    lines.push('  no switchport', `  ip address ${port.address}/30`);
    if (port.index < 2)
      lines.push(`  ip ospf message-digest-key 1 md5 3 ${writing.secret(`ospf ${port.index}`, 'hexDigest')}`);
    lines.push('  no shutdown');
  }
  return lines;
}

function routing(facts: DeviceFacts, writing: Writing): string[] {
  return [
    '',
    'interface mgmt0',
    '  vrf member management',
    `  ip address ${facts.loopback}/24`,
    '',
    ...facts.routes.map((route) => `ip route ${route.network}/24 ${route.gateway}`),
    `router bgp ${facts.asNumber}`,
    `  router-id ${facts.loopback}`,
    ...facts.neighbours.flatMap((neighbour) => [
      `  neighbor ${neighbour.address}`,
      `    remote-as ${neighbour.asNumber}`,
      `    description ${neighbour.description}`,
      `    password 3 ${writing.secret(`bgp ${neighbour.address}`, 'hexDigest')}`,
      '    address-family ipv4 unicast',
    ]),
    '',
  ];
}
