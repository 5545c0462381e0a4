import type { DeviceFacts, Filter } from '../device/device-facts.ts';
import type { Writing } from './start-writing.ts';
import { branch, leaf, type TreeNode, writeBraces, writeSetLines } from './tree.ts';
import { writeDate, writeTime } from './write-clock.ts';

const SECRET = '## SECRET-DATA';

/** `show configuration`: braces, secrets marked. */
export function writeJunos(facts: DeviceFacts, writing: Writing): string {
  const at = writing.changedAt;
  const lines = [
    `## Last commit: ${writeDate(at)} ${writeTime(at)} UTC by netops`,
    `version ${facts.version};`,
    ...writeBraces(buildTree(facts, writing), { terminator: ';', quote }),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

/** `show configuration | display set`. */
export function writeJunosSet(facts: DeviceFacts, writing: Writing): string {
  const lines = [`set version ${facts.version}`, ...writeSetLines(buildTree(facts, writing), quote), ''];
  return `${lines.join('\n')}\n`;
}

/** Junos quotes what holds more than letters, digits and a few signs. */
function quote(value: string): string {
  return /^[A-Za-z0-9._:/-]+$/.test(value) ? value : `"${value.replaceAll('"', '\\"')}"`;
}

function buildTree(facts: DeviceFacts, writing: Writing): TreeNode[] {
  return [
    buildSystem(facts, writing),
    branch(
      'security',
      branch(
        'ike',
        ...facts.neighbours
          .slice(0, 4)
          .map(({ address }, index) =>
            branch(
              `policy IKE-${index + 1}`,
              leaf('mode', 'main'),
              leaf('pre-shared-key ascii-text', writing.secret(`ike ${address}`, 'junosType9'), SECRET),
            ),
          ),
      ),
    ),
    branch('interfaces', ...facts.ports.map((port) => buildPort(port)), buildLoopback(facts)),
    branch(
      'snmp',
      leaf('location', facts.location),
      branch(`community ${writing.secret('snmp read', 'community')}`, leaf('authorization', 'read-only')),
    ),
    branch(
      'routing-options',
      branch(
        'static',
        ...facts.routes.map((route) => leaf(`route ${route.network}/24 next-hop`, route.gateway)),
      ),
      leaf('router-id', facts.loopback),
      leaf('autonomous-system', String(facts.asNumber)),
    ),
    buildProtocols(facts, writing),
    branch('firewall', branch('family inet', ...facts.filters.map(buildFilter))),
    branch('vlans', ...facts.vlans.map((vlan) => branch(vlan.name, leaf('vlan-id', String(vlan.id))))),
  ];
}

function buildSystem(facts: DeviceFacts, writing: Writing): TreeNode {
  const { servers } = facts;
  return branch(
    'system',
    leaf('host-name', facts.name),
    leaf('domain-name', facts.domain),
    branch('root-authentication', leaf('encrypted-password', writing.secret('root', 'sha512Crypt'), SECRET)),
    branch(
      'login',
      leaf('message', `Authorised use only\\n{ user@host> is an example; so is # this }`),
      ...facts.users.map((user, index) =>
        branch(
          `user ${user}`,
          leaf('uid', String(2000 + index)),
          leaf('class', 'super-user'),
          branch(
            'authentication',
            leaf('encrypted-password', writing.secret(`user ${user}`, 'sha512Crypt'), SECRET),
          ),
        ),
      ),
    ),
    branch(
      'tacplus-server',
      ...servers.tacacs.map((host, index) =>
        branch(
          host,
          leaf('secret', writing.secret(`tacacs ${index + 1}`, 'junosType9'), SECRET),
          leaf('timeout', '5'),
        ),
      ),
    ),
    branch(
      'radius-server',
      ...servers.radius.map((host, index) =>
        leaf(`${host} secret`, writing.secret(`radius ${index + 1}`, 'junosType9'), SECRET),
      ),
    ),
    branch('services', leaf('ssh'), branch('netconf', leaf('ssh'))),
    branch('syslog', ...servers.syslog.map((host) => branch(`host ${host}`, leaf('any', 'notice')))),
    branch(
      'archival',
      branch(
        'configuration',
        leaf('transfer-interval', '1440'),
        branch(
          'archive-sites',
          leaf(`"scp://archive@10.250.0.7:/junos" password`, writing.secret('archive', 'junosType9'), SECRET),
        ),
      ),
    ),
    branch(
      'ntp',
      leaf('authentication-key 1 type md5 value', writing.secret('ntp', 'junosType9'), SECRET),
      ...servers.ntp.map((host) => leaf('server', host)),
    ),
  );
}

function buildPort(port: DeviceFacts['ports'][number]): TreeNode {
  const name = `ge-0/0/${port.index}`;
  if (port.use === 'unused') return branch(name, leaf('disable'));
  const description = leaf('description', port.description);
  if (port.use === 'routed') {
    return branch(
      name,
      description,
      branch('unit 0', branch('family inet', leaf('address', `${port.address}/30`))),
    );
  }
  const mode = leaf('interface-mode', port.use);
  const members = leaf('members', port.use === 'trunk' ? 'all' : String(port.vlan));
  return branch(
    name,
    description,
    branch('unit 0', branch('family ethernet-switching', mode, branch('vlan', members))),
  );
}

function buildLoopback(facts: DeviceFacts): TreeNode {
  return branch('lo0', branch('unit 0', branch('family inet', leaf('address', `${facts.loopback}/32`))));
}

function buildProtocols(facts: DeviceFacts, writing: Writing): TreeNode {
  return branch(
    'protocols',
    branch(
      'ospf',
      branch(
        'area 0.0.0.0',
        ...facts.ports
          .slice(0, 2)
          .map((port) =>
            branch(
              `interface ge-0/0/${port.index}.0`,
              branch(
                'authentication',
                leaf('md5 1 key', writing.secret(`ospf ${port.index}`, 'junosType9'), SECRET),
              ),
            ),
          ),
      ),
    ),
    branch(
      'bgp',
      branch(
        'group TRANSIT',
        leaf('type', 'external'),
        ...facts.neighbours.map((neighbour) =>
          branch(
            `neighbor ${neighbour.address}`,
            leaf('description', neighbour.description),
            leaf('authentication-key', writing.secret(`bgp ${neighbour.address}`, 'junosType9'), SECRET),
            leaf('peer-as', String(neighbour.asNumber)),
          ),
        ),
      ),
    ),
  );
}

function buildFilter(filter: Filter): TreeNode {
  return branch(
    `filter ${filter.name}`,
    ...filter.lines.map((line, index) =>
      branch(
        `term ${(index + 1) * 10}`,
        branch(
          'from',
          branch('source-address', leaf(`${line.source}/24`)),
          branch('destination-address', leaf(`${line.target}/32`)),
          leaf('protocol', line.protocol),
          leaf('destination-port', String(line.port)),
        ),
        leaf('then', line.action === 'permit' ? 'accept' : 'discard'),
      ),
    ),
  );
}
