import type { DeviceFacts, Port } from '../device/device-facts.ts';
import type { Writing } from './start-writing.ts';
import { writeCtime } from './write-clock.ts';

/** A running configuration as EOS prints it. */
export function writeAristaEos(facts: DeviceFacts, writing: Writing): string {
  const body = [
    header(facts, writing),
    accounts(facts, writing),
    facts.vlans.flatMap((vlan) => [`vlan ${vlan.id}`, `   name ${vlan.name}`, '!']),
    facts.ports.flatMap((port) => writePort(port, writing)),
    facts.filters.flatMap((filter) => [
      `ip access-list ${filter.name}`,
      ...filter.lines.map(
        (line, index) =>
          `   ${(index + 1) * 10} ${line.action} ${line.protocol} ${line.source}/24 host ${line.target} eq ${line.port}`,
      ),
      '!',
    ]),
    routing(facts, writing),
    footer(facts, writing),
  ].flat();
  return `${body.join('\n')}\n`;
}

function header(facts: DeviceFacts, writing: Writing): string[] {
  return [
    '! Command: show running-config',
    `! Time: ${writeCtime(writing.at)}`,
    `! device: ${facts.name} (${facts.model}, EOS-${facts.version})`,
    '!',
    `! boot system flash:/EOS-${facts.version}.swi`,
    '!',
    'transceiver qsfp default-mode 4x10G',
    `service unsupported-transceiver ${facts.domain} ${writing.secret('transceiver licence', 'hexDigest')}`,
    '!',
    `hostname ${facts.name}`,
    `dns domain ${facts.domain}`,
    '!',
  ];
}

function accounts(facts: DeviceFacts, writing: Writing): string[] {
  const community = writing.secret('snmp read', 'community');
  const { servers } = facts;
  return [
    ...servers.ntp.map((host) => `ntp server ${host}`),
    `ntp authentication-key 1 md5 7 ${writing.secret('ntp', 'ciscoType7')}`,
    '!',
    ...servers.radius.map(
      (host, index) =>
        `radius-server host ${host} key 7 ${writing.secret(`radius ${index + 1}`, 'ciscoType7')}`,
    ),
    `snmp-server location ${facts.location}`,
    `snmp-server community ${community} ro`,
    `snmp-server community ${writing.secret('snmp write', 'community')} rw`,
    ...servers.snmp.map((host) => `snmp-server host ${host} version 2c ${community}`),
    `snmp-server user monitor network-operator v3 localized 8000052f03 auth sha ${writing.secret('snmpv3 auth', 'hexDigest')} priv aes ${writing.secret('snmpv3 priv', 'hexDigest')}`,
    '!',
    ...servers.tacacs.map(
      (host, index) =>
        `tacacs-server host ${host} key 7 ${writing.secret(`tacacs ${index + 1}`, 'ciscoType7')}`,
    ),
    '!',
    'aaa authentication login default group tacacs+ local',
    'no aaa root',
    `enable secret sha512 ${writing.secret('enable', 'sha512Crypt')}`,
    '!',
    ...facts.users.map(
      (user) =>
        `username ${user} privilege 15 role network-admin secret sha512 ${writing.secret(`user ${user}`, 'sha512Crypt')}`,
    ),
    '!',
  ];
}

function writePort(port: Port, writing: Writing): string[] {
  const lines = [`interface Ethernet${port.index + 1}`];
  if (port.use !== 'unused') lines.push(`   description ${port.description}`);
  if (port.use === 'access') lines.push(`   switchport access vlan ${port.vlan}`);
  if (port.use === 'trunk')
    lines.push('   switchport trunk allowed vlan 10-4000', '   switchport mode trunk');
  if (port.use === 'unused') lines.push('   shutdown');
  if (port.use === 'routed') {
    lines.push('   no switchport', `   ip address ${port.address}/30`);
    if (port.index < 2)
      lines.push(`   ip ospf authentication-key 7 ${writing.secret(`ospf ${port.index}`, 'ciscoType7')}`);
  }
  return [...lines, '!'];
}

function routing(facts: DeviceFacts, writing: Writing): string[] {
  return [
    'interface Loopback0',
    `   ip address ${facts.loopback}/32`,
    '!',
    ...facts.routes.map((route) => `ip route ${route.network}/24 ${route.gateway}`),
    '!',
    'ip routing',
    '!',
    `router bgp ${facts.asNumber}`,
    `   router-id ${facts.loopback}`,
    ...facts.neighbours.flatMap(({ address, asNumber, description }) => [
      `   neighbor ${address} remote-as ${asNumber}`,
      `   neighbor ${address} description ${description}`,
      `   neighbor ${address} password 7 ${writing.secret(`bgp ${address}`, 'ciscoType7')}`,
    ]),
    '!',
  ];
}

function footer(facts: DeviceFacts, writing: Writing): string[] {
  return [
    'key chain IGP',
    '   key 1',
    `      key-string 7 ${writing.secret('key chain IGP', 'ciscoType7')}`,
    '!',
    'banner login',
    `Authorised use only. ${facts.name}# is an example, and so is this > sign`,
    'EOF',
    '!',
    'management api http-commands',
    '   no shutdown',
    '!',
    'management ssh',
    '   idle-timeout 30',
    '!',
    'end',
  ];
}
