import type { DeviceFacts } from '../device/device-facts.ts';
import type { Writing } from './start-writing.ts';
import { branch, leaf, type TreeNode, writeBraces, writeSetLines } from './tree.ts';

/** `show configuration commands`: one `set` line per value, every value in single quotes. */
export function writeVyos(facts: DeviceFacts, writing: Writing): string {
  const lines = writeSetLines(buildTree(facts, writing), (value) => `'${value}'`);
  return `${lines.join('\n')}\n`;
}

/** `show configuration`: braces. */
export function writeVyosBraces(facts: DeviceFacts, writing: Writing): string {
  const quote = (value: string) => (value === '' || /[\s{}#"]/.test(value) ? `"${value}"` : value);
  return `${writeBraces(buildTree(facts, writing), { terminator: '', quote }).join('\n')}\n`;
}

function buildTree(facts: DeviceFacts, writing: Writing): TreeNode[] {
  const peers = facts.neighbours.slice(0, 4).map(({ address }, index) => {
    const secret = leaf('secret', writing.secret(`ipsec ${address}`, 'clear'));
    return branch(`psk PEER-${index + 1}`, leaf('id', address), secret);
  });
  return [
    branch('firewall', branch('ipv4', ...facts.filters.map(buildFilter))),
    branch(
      'interfaces',
      ...facts.ports.map(buildPort),
      ...buildVlans(facts),
      ...buildTunnels(facts, writing),
    ),
    buildProtocols(facts, writing),
    buildServices(facts, writing),
    buildSystem(facts, writing),
    branch('vpn ipsec authentication', ...peers),
  ];
}

function buildProtocols(facts: DeviceFacts, writing: Writing): TreeNode {
  const neighbours = facts.neighbours.map(({ address, asNumber, description }) =>
    branch(
      `neighbor ${address}`,
      leaf('description', description),
      leaf('password', writing.secret(`bgp ${address}`, 'clear')),
      leaf('remote-as', String(asNumber)),
    ),
  );
  const routes = facts.routes.map((route) => leaf(`route ${route.network}/24 next-hop ${route.gateway}`));
  return branch(
    'protocols',
    branch('bgp', ...neighbours, leaf('system-as', String(facts.asNumber))),
    leaf('ospf interface eth0 authentication md5 key-id 1 md5-key', writing.secret('ospf', 'clear')),
    branch('static', ...routes),
  );
}

function buildFilter(filter: DeviceFacts['filters'][number]): TreeNode {
  return branch(
    `name ${filter.name}`,
    leaf('default-action', 'drop'),
    ...filter.lines.map((line, index) =>
      branch(
        `rule ${(index + 1) * 10}`,
        leaf('action', line.action === 'permit' ? 'accept' : 'drop'),
        leaf('destination address', line.target),
        leaf('destination port', String(line.port)),
        leaf('protocol', line.protocol),
        leaf('source address', `${line.source}/24`),
      ),
    ),
  );
}

function buildPort(port: DeviceFacts['ports'][number]): TreeNode {
  const name = `ethernet eth${port.index}`;
  if (port.use === 'unused') return branch(name, leaf('disable'));
  return branch(
    name,
    leaf('address', `${port.address}/30`),
    leaf('description', port.description),
    leaf('hw-id', `00:50:56:9a:00:${port.index.toString(16).padStart(2, '0')}`),
  );
}

function buildVlans(facts: DeviceFacts): TreeNode[] {
  return facts.vlans.map((vlan) => leaf(`ethernet eth0 vif ${vlan.id} description`, vlan.name));
}

function buildTunnels(facts: DeviceFacts, writing: Writing): TreeNode[] {
  return [
    branch('loopback lo', leaf('address', `${facts.loopback}/32`)),
    branch(
      'wireguard wg0',
      leaf('address', '10.99.0.1/24'),
      branch(
        'peer branch',
        leaf('allowed-ips', '10.99.0.2/32'),
        leaf('preshared-key', writing.secret('wireguard peer', 'base64Key')),
        leaf('public-key', 'u1Zq3nB8m0Q7x2c5V9aXkJ4t6Lr+PdEwHsYgFiTbC1s='),
      ),
      leaf('private-key', writing.secret('wireguard', 'base64Key')),
    ),
  ];
}

function buildServices(facts: DeviceFacts, writing: Writing): TreeNode {
  return branch(
    'service',
    branch(
      'snmp',
      leaf(`community ${writing.secret('snmp read', 'community')} authorization`, 'ro'),
      leaf('location', facts.location),
      ...facts.servers.snmp.map((host, index) =>
        leaf(`trap-target ${host} community`, writing.secret(`snmp trap ${index + 1}`, 'community')),
      ),
    ),
    branch('ssh', leaf('port', '22')),
  );
}

function buildSystem(facts: DeviceFacts, writing: Writing): TreeNode {
  const { servers } = facts;
  return branch(
    'system',
    branch(
      'config-management',
      leaf(
        'commit-archive location',
        `scp://archive:${writing.secret('archive', 'hexDigest')}@10.250.0.7/vyos`,
      ),
    ),
    leaf('domain-name', facts.domain),
    leaf('host-name', facts.name),
    branch(
      'login',
      leaf('banner post-login', 'Authorised use only. vyos@vyos:~$ is an example # and so is this >'),
      ...servers.radius.map((host, index) =>
        leaf(`radius server ${host} key`, writing.secret(`radius ${index + 1}`, 'clear')),
      ),
      ...facts.users.map((user) =>
        branch(
          `user ${user}`,
          leaf('authentication encrypted-password', writing.secret(`user ${user}`, 'sha512Crypt')),
          leaf('authentication plaintext-password', ''),
        ),
      ),
    ),
    ...servers.syslog.map((host) => leaf(`syslog host ${host} facility all level`, 'info')),
  );
}
