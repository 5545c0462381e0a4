import type { DeviceFacts, Filter, Port } from '../device/device-facts.ts';
import type { Writing } from './start-writing.ts';

/** A running configuration as FRRouting's vtysh prints it. */
export function writeFrr(facts: DeviceFacts, writing: Writing): string {
  const lines = [
    header(facts, writing),
    facts.routes.map((route) => `ip route ${route.network}/24 ${route.gateway}`),
    ['!', 'vrf mgmt', 'exit-vrf', '!'],
    keyChain(writing),
    facts.vlans.flatMap((vlan) => [`interface vlan${vlan.id}`, ` description ${vlan.name}`, 'exit', '!']),
    facts.ports.flatMap((port) => writePort(port, writing)),
    routing(facts, writing),
    facts.filters.flatMap(writeFilter),
    ['line vty', 'exit', '!', 'end'],
  ].flat();
  return `${lines.join('\n')}\n`;
}

function header(facts: DeviceFacts, writing: Writing): string[] {
  return [
    'Building configuration...',
    '',
    'Current configuration:',
    '!',
    `frr version ${facts.version}`,
    'frr defaults traditional',
    `hostname ${facts.name}`,
    `password ${writing.secret('vty', 'clear')}`,
    `enable password ${writing.secret('enable', 'clear')}`,
    'log syslog informational',
    'service integrated-vtysh-config',
    '!',
  ];
}

function keyChain(writing: Writing): string[] {
  const key = writing.secret('key chain IGP', 'clear');
  return ['key chain IGP', ' key 1', `  key-string ${key}`, ' exit', 'exit', '!'];
}

/** An access list of zebra knows networks only. */
function writeFilter(filter: Filter): string[] {
  const lines = filter.lines.map(
    (line, index) => `access-list ${filter.name} seq ${(index + 1) * 5} ${line.action} ${line.source}/24`,
  );
  return [...lines, '!'];
}

function writePort(port: Port, writing: Writing): string[] {
  const lines = [`interface swp${port.index + 1}`];
  if (port.use !== 'unused') lines.push(` description ${port.description}`);
  if (port.use === 'routed') lines.push(` ip address ${port.address}/30`, ' ip ospf area 0');
  if (port.index < 2) {
    lines.push(` ip ospf message-digest-key 1 md5 ${writing.secret(`ospf ${port.index}`, 'clear')}`);
    lines.push(` isis password md5 ${writing.secret(`isis ${port.index}`, 'clear')}`);
  }
  if (port.use === 'unused') lines.push(' shutdown');
  return [...lines, 'exit', '!'];
}

function routing(facts: DeviceFacts, writing: Writing): string[] {
  return [
    `router bgp ${facts.asNumber}`,
    ` bgp router-id ${facts.loopback}`,
    ...facts.neighbours.flatMap(({ address, asNumber, description }) => [
      ` neighbor ${address} remote-as ${asNumber}`,
      ` neighbor ${address} description ${description}`,
      ` neighbor ${address} password ${writing.secret(`bgp ${address}`, 'clear')}`,
    ]),
    ' !',
    ' address-family ipv4 unicast',
    '  redistribute connected',
    ' exit-address-family',
    'exit',
    '!',
    'router isis CORE',
    ' net 49.0001.1921.6800.1001.00',
    ` area-password md5 ${writing.secret('isis area', 'clear')}`,
    ` domain-password md5 ${writing.secret('isis domain', 'clear')}`,
    'exit',
    '!',
  ];
}
