import type { DeviceFacts, Filter, Neighbour, Port } from '../device/device-facts.ts';
import type { Writing } from './start-writing.ts';
import { writeCiscoClock } from './write-clock.ts';

/** A running configuration as IOS and IOS-XE print it, with the lines that vary between reads. */
export function writeCiscoIos(facts: DeviceFacts, writing: Writing): string {
  const body = [
    header(facts, writing),
    accounts(facts, writing),
    keyChains(writing),
    certificate(writing),
    facts.vlans.flatMap((vlan) => [`vlan ${vlan.id}`, ` name ${vlan.name}`, '!']),
    facts.ports.flatMap((port) => writePort(port, writing)),
    routing(facts, writing),
    facts.filters.flatMap(writeFilter),
    management(facts, writing),
    footer(writing),
  ].flat();
  const text = `${body.join('\n')}\n`;
  const bytes = Buffer.byteLength(text);
  return `Building configuration...\n\nCurrent configuration : ${bytes} bytes\n${text}\n`;
}

function header(facts: DeviceFacts, writing: Writing): string[] {
  return [
    '!',
    `! Last configuration change at ${writeCiscoClock(writing.changedAt)} by netops`,
    '!',
    `version ${facts.version.split('.').slice(0, 2).join('.')}`,
    'service timestamps debug datetime msec',
    'service timestamps log datetime msec',
    'service password-encryption',
    '!',
    `hostname ${facts.name}`,
    '!',
    'boot-start-marker',
    'boot-end-marker',
    '!',
  ];
}

function accounts(facts: DeviceFacts, writing: Writing): string[] {
  return [
    `enable secret 9 ${writing.secret('enable', 'ciscoType9')}`,
    `enable password 7 ${writing.secret('enable password', 'ciscoType7')}`,
    '!',
    'aaa new-model',
    'aaa group server tacacs+ MGMT',
    ...facts.servers.tacacs.map((_, index) => ` server name TAC${index + 1}`),
    '!',
    'aaa authentication login default group MGMT local',
    'aaa session-id common',
    '!',
    `ip domain name ${facts.domain}`,
    ...facts.users.map((user, index) =>
      index % 2 === 0
        ? `username ${user} privilege 15 secret 5 ${writing.secret(`user ${user}`, 'md5Crypt')}`
        : `username ${user} privilege 1 password 7 ${writing.secret(`user ${user}`, 'ciscoType7')}`,
    ),
    '!',
  ];
}

function keyChains(writing: Writing): string[] {
  return [
    'key chain IGP',
    ' key 1',
    `  key-string 7 ${writing.secret('key chain IGP', 'ciscoType7')}`,
    '!',
    'crypto isakmp policy 10',
    ' encryption aes 256',
    ' authentication pre-share',
    ' group 14',
    `crypto isakmp key ${writing.secret('isakmp key', 'clear')} address 198.51.100.7`,
    '!',
    'crypto ikev2 keyring BRANCH',
    ' peer HUB',
    '  address 198.51.100.9',
    `  pre-shared-key local ${writing.secret('ikev2 local', 'ciscoType6')}`,
    `  pre-shared-key remote ${writing.secret('ikev2 remote', 'clear')}`,
    ' !',
    '!',
  ];
}

/** A certificate is public: long hexadecimal lines that redaction must leave alone. */
function certificate(writing: Writing): string[] {
  const line = (row: number) =>
    Array.from({ length: 8 }, (_, word) =>
      ((row * 8 + word) * 2654435761).toString(16).slice(-8).toUpperCase().padStart(8, '0'),
    );
  return [
    'crypto pki certificate chain TP-self-signed-4021',
    ' certificate self-signed 01',
    ...Array.from({ length: 10 }, (_, row) => `  ${line(row).join(' ')}`),
    '  \tquit',
    '!',
    `! NVRAM config last updated at ${writeCiscoClock(writing.changedAt)} by netops`,
    '!',
  ];
}

function writePort(port: Port, writing: Writing): string[] {
  const lines = [`interface GigabitEthernet${Math.floor(port.index / 48) + 1}/0/${(port.index % 48) + 1}`];
  if (port.use !== 'unused') lines.push(` description ${port.description}`);
  if (port.use === 'access') lines.push(` switchport access vlan ${port.vlan}`, ' switchport mode access');
  if (port.use === 'trunk') lines.push(' switchport trunk allowed vlan 10-4000', ' switchport mode trunk');
  if (port.use === 'unused') lines.push(' no ip address', ' shutdown');
  if (port.use === 'routed') {
    lines.push(' no switchport', ` ip address ${port.address} 255.255.255.252`);
    if (port.index < 2) {
      lines.push(` ip ospf message-digest-key 1 md5 7 ${writing.secret(`ospf ${port.index}`, 'ciscoType7')}`);
      lines.push(` standby 1 authentication md5 key-string ${writing.secret(`hsrp ${port.index}`, 'clear')}`);
    }
  }
  return [...lines, '!'];
}

function routing(facts: DeviceFacts, writing: Writing): string[] {
  return [
    'interface Loopback0',
    ` ip address ${facts.loopback} 255.255.255.255`,
    '!',
    'router ospf 1',
    ` router-id ${facts.loopback}`,
    ' area 0 authentication message-digest',
    ' network 10.0.0.0 0.255.255.255 area 0',
    '!',
    `router bgp ${facts.asNumber}`,
    ` bgp router-id ${facts.loopback}`,
    ' bgp log-neighbor-changes',
    ...facts.neighbours.flatMap((neighbour) => writeNeighbour(neighbour, writing)),
    '!',
    'ip forward-protocol nd',
    ...facts.routes.map((route) => `ip route ${route.network} 255.255.255.0 ${route.gateway}`),
    '!',
  ];
}

function writeNeighbour(neighbour: Neighbour, writing: Writing): string[] {
  const start = ` neighbor ${neighbour.address}`;
  return [
    `${start} remote-as ${neighbour.asNumber}`,
    `${start} description ${neighbour.description}`,
    `${start} password 7 ${writing.secret(`bgp ${neighbour.address}`, 'ciscoType7')}`,
  ];
}

function writeFilter(filter: Filter): string[] {
  return [
    `ip access-list extended ${filter.name}`,
    ` remark --- ${filter.name} # generated, edit with care ---`,
    ...filter.lines.map(
      (line) =>
        ` ${line.action} ${line.protocol} ${line.source} 0.0.0.255 host ${line.target} eq ${line.port}`,
    ),
    '!',
  ];
}

function management(facts: DeviceFacts, writing: Writing): string[] {
  const { servers } = facts;
  const community = writing.secret('snmp read', 'community');
  return [
    ...servers.syslog.map((host) => `logging host ${host}`),
    `snmp-server community ${community} RO 98`,
    `snmp-server community ${writing.secret('snmp write', 'community')} RW 99`,
    `snmp-server location ${facts.location}`,
    ...servers.snmp.map((host) => `snmp-server host ${host} version 2c ${community}`),
    ...servers.tacacs.flatMap((host, index) => [
      `tacacs server TAC${index + 1}`,
      ` address ipv4 ${host}`,
      ` key 7 ${writing.secret(`tacacs ${index + 1}`, 'ciscoType7')}`,
    ]),
    ...servers.radius.flatMap((host, index) => [
      `radius server RAD${index + 1}`,
      ` address ipv4 ${host} auth-port 1812 acct-port 1813`,
      ` key 6 ${writing.secret(`radius ${index + 1}`, 'ciscoType6')}`,
    ]),
    '!',
  ];
}

function footer(writing: Writing): string[] {
  return [
    'banner motd ^C',
    '***************************************************',
    '* Authorised use only.   router1# is an example   *',
    '***************************************************',
    '^C',
    '!',
    'line con 0',
    ` password 7 ${writing.secret('line con', 'ciscoType7')}`,
    ' stopbits 1',
    'line vty 0 4',
    ` password 7 ${writing.secret('line vty', 'ciscoType7')}`,
    ' transport input ssh',
    '!',
    `ntp clock-period 1717${String(9000 + (writing.drift % 1000))}`,
    `ntp authentication-key 1 md5 ${writing.secret('ntp', 'ciscoType7')} 7`,
    'ntp server 10.250.0.1 key 1',
    '!',
    'end',
  ];
}
