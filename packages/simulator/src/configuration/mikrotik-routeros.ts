import type { DeviceFacts } from '../device/device-facts.ts';
import type { Writing } from './start-writing.ts';
import { writeDate, writeTime } from './write-clock.ts';

const WRAP_COLUMN = 78;

/** `/export show-sensitive`. */
export function writeRouteros(facts: DeviceFacts, writing: Writing): string {
  return write(facts, writing, (name, value) => ` ${name}=${quote(value)}`);
}

/** `/export`: sensitive values are left out. */
export function writeHiddenRouteros(facts: DeviceFacts, writing: Writing): string {
  return write(facts, writing, () => '');
}

type Sensitive = (property: string, value: string) => string;

function write(facts: DeviceFacts, writing: Writing, sensitive: Sensitive): string {
  const lines = [
    `# ${writeDate(writing.at)} ${writeTime(writing.at)} by RouterOS ${facts.version}`,
    '# software id = 8CQN-YVXT',
    '#',
    `# model = ${facts.model}`,
    `# serial number = ${facts.serial}`,
    ...writeInterfaces(facts, writing, sensitive),
    ...writeRouting(facts, writing, sensitive),
    ...writeServices(facts, writing, sensitive),
  ];
  return `${lines.flatMap(wrapLine).join('\n')}\n`;
}

function writeInterfaces(facts: DeviceFacts, writing: Writing, sensitive: Sensitive): string[] {
  return [
    '/interface bridge',
    'add name=bridge1 vlan-filtering=yes',
    '/interface ethernet',
    ...facts.ports.map((port) =>
      port.use === 'unused'
        ? `set [ find default-name=ether${port.index + 1} ] disabled=yes`
        : `set [ find default-name=ether${port.index + 1} ] comment=${quote(port.description)}`,
    ),
    '/interface wireguard',
    `add listen-port=13231 mtu=1420 name=wg0${sensitive('private-key', writing.secret('wireguard', 'base64Key'))}`,
    '/interface vlan',
    ...facts.vlans.map((vlan) => `add interface=bridge1 name=${vlan.name} vlan-id=${vlan.id}`),
    '/interface wireless security-profiles',
    `add authentication-types=wpa2-psk mode=dynamic-keys name=corp supplicant-identity=${facts.name}${sensitive('wpa2-pre-shared-key', writing.secret('wifi', 'clear'))}`,
    '/ip ipsec identity',
    ...facts.neighbours.map(
      ({ address }) =>
        `add peer=${address}${sensitive('secret', writing.secret(`ipsec ${address}`, 'clear'))}`,
    ),
    '/ip address',
    ...facts.ports
      .filter((port) => port.use === 'routed')
      .map((port) => `add address=${port.address}/30 interface=ether${port.index + 1}`),
  ];
}

function writeRouting(facts: DeviceFacts, writing: Writing, sensitive: Sensitive): string[] {
  return [
    '/ip firewall filter',
    ...facts.filters.flatMap((filter) =>
      filter.lines.map(
        (line) =>
          `add action=${line.action === 'permit' ? 'accept' : 'drop'} chain=${filter.name} comment="[${filter.name}] > rule # ${line.port}" dst-address=${line.target} dst-port=${line.port} protocol=${line.protocol} src-address=${line.source}/24`,
      ),
    ),
    '/ip route',
    ...facts.routes.map(
      (route) => `add disabled=no dst-address=${route.network}/24 gateway=${route.gateway}`,
    ),
    '/routing bgp connection',
    ...facts.neighbours.map(
      ({ address, asNumber, description }) =>
        `add as=${facts.asNumber} comment=${quote(description)} name=${address} remote.address=${address} .as=${asNumber}${sensitive('tcp-md5-key', writing.secret(`bgp ${address}`, 'clear'))}`,
    ),
  ];
}

function writeServices(facts: DeviceFacts, writing: Writing, sensitive: Sensitive): string[] {
  const { servers } = facts;
  return [
    '/snmp community',
    `set [ find default=yes ] disabled=yes`,
    `add addresses=::/0 name=monitor${sensitive('authentication-password', writing.secret('snmpv3 auth', 'clear'))}${sensitive('encryption-password', writing.secret('snmpv3 priv', 'clear'))}`,
    '/ppp secret',
    ...facts.users.map(
      (user) =>
        `add name=${user}${sensitive('password', writing.secret(`ppp ${user}`, 'clear'))} service=l2tp`,
    ),
    '/radius',
    ...servers.radius.map(
      (host, index) =>
        `add address=${host}${sensitive('secret', writing.secret(`radius ${index + 1}`, 'clear'))} service=login`,
    ),
    '/snmp',
    `set enabled=yes location=${quote(facts.location)}`,
    '/system clock',
    'set time-zone-name=Europe/Amsterdam',
    '/system identity',
    `set name=${facts.name}`,
    '/system logging action',
    ...servers.syslog.map((host, index) => `add name=remote${index + 1} remote=${host} target=remote`),
    '/system note',
    `set note="Authorised use only\\r\\n[admin@MikroTik] > is an example" show-at-login=no`,
    '/system ntp client servers',
    ...servers.ntp.map((host) => `add address=${host}`),
  ];
}

function quote(value: string): string {
  return /^[A-Za-z0-9._:/+-]+$/.test(value) ? value : `"${value.replaceAll(/(["\\$])/g, '\\$1')}"`;
}

/** Long lines are broken at a blank, with a backslash, and go on indented by four. */
function wrapLine(line: string): string[] {
  if (line.length <= WRAP_COLUMN || line.startsWith('#')) return [line];
  const at = line.lastIndexOf(' ', WRAP_COLUMN);
  if (at <= 4) return [line];
  return [`${line.slice(0, at + 1)}\\`, ...wrapLine(`    ${line.slice(at + 1)}`)];
}
