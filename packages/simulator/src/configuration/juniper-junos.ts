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
  const community = branch(
    `community ${writing.secret('snmp read', 'community')}`,
    leaf('authorization', 'read-only'),
  );
  return [
    buildSystem(facts, writing),
    branch('security', branch('ike', ...buildIkePolicies(facts, writing))),
    branch('interfaces', ...facts.ports.map(buildPort), buildLoopback(facts)),
    branch('snmp', leaf('location', facts.location), community),
    buildRoutingOptions(facts),
    buildProtocols(facts, writing),
    branch('firewall', branch('family inet', ...facts.filters.map(buildFilter))),
    branch('vlans', ...facts.vlans.map((vlan) => branch(vlan.name, leaf('vlan-id', String(vlan.id))))),
  ];
}

function buildSystem(facts: DeviceFacts, writing: Writing): TreeNode {
  const { servers } = facts;
  const archive = leaf(
    '"scp://archive@10.250.0.7:/junos" password',
    writing.secret('archive', 'junosType9'),
    SECRET,
  );
  return branch(
    'system',
    leaf('host-name', facts.name),
    leaf('domain-name', facts.domain),
    branch('root-authentication', leaf('encrypted-password', writing.secret('root', 'sha512Crypt'), SECRET)),
    buildLogin(facts, writing),
    ...buildAaa(facts, writing),
    branch('services', leaf('ssh'), branch('netconf', leaf('ssh'))),
    branch('syslog', ...servers.syslog.map((host) => branch(`host ${host}`, leaf('any', 'notice')))),
    branch('archival', branch('configuration', branch('archive-sites', archive))),
    branch(
      'ntp',
      leaf('authentication-key 1 type md5 value', writing.secret('ntp', 'junosType9'), SECRET),
      ...servers.ntp.map((host) => leaf('server', host)),
    ),
  );
}

function buildLogin(facts: DeviceFacts, writing: Writing): TreeNode {
  const users = facts.users.map((user, index) => {
    const password = leaf('encrypted-password', writing.secret(`user ${user}`, 'sha512Crypt'), SECRET);
    return branch(
      `user ${user}`,
      leaf('uid', String(2000 + index)),
      leaf('class', 'super-user'),
      branch('authentication', password),
    );
  });
  const message = leaf('message', 'Authorised use only\\n{ user@host> is an example; so is # this }');
  return branch('login', message, ...users);
}

function buildAaa({ servers }: DeviceFacts, writing: Writing): TreeNode[] {
  const tacacs = servers.tacacs.map((host, index) => {
    const secret = leaf('secret', writing.secret(`tacacs ${index + 1}`, 'junosType9'), SECRET);
    return branch(host, secret, leaf('timeout', '5'));
  });
  const radius = servers.radius.map((host, index) =>
    leaf(`${host} secret`, writing.secret(`radius ${index + 1}`, 'junosType9'), SECRET),
  );
  return [branch('tacplus-server', ...tacacs), branch('radius-server', ...radius)];
}

function buildIkePolicies(facts: DeviceFacts, writing: Writing): TreeNode[] {
  return facts.neighbours.slice(0, 4).map(({ address }, index) => {
    const key = leaf('pre-shared-key ascii-text', writing.secret(`ike ${address}`, 'junosType9'), SECRET);
    return branch(`policy IKE-${index + 1}`, leaf('mode', 'main'), key);
  });
}

function buildRoutingOptions(facts: DeviceFacts): TreeNode {
  const routes = facts.routes.map((route) => leaf(`route ${route.network}/24 next-hop`, route.gateway));
  return branch(
    'routing-options',
    branch('static', ...routes),
    leaf('router-id', facts.loopback),
    leaf('autonomous-system', String(facts.asNumber)),
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
  const interfaces = facts.ports.slice(0, 2).map(({ index }) => {
    const key = leaf('md5 1 key', writing.secret(`ospf ${index}`, 'junosType9'), SECRET);
    return branch(`interface ge-0/0/${index}.0`, branch('authentication', key));
  });
  const neighbours = facts.neighbours.map(({ address, asNumber, description }) =>
    branch(
      `neighbor ${address}`,
      leaf('description', description),
      leaf('authentication-key', writing.secret(`bgp ${address}`, 'junosType9'), SECRET),
      leaf('peer-as', String(asNumber)),
    ),
  );
  return branch(
    'protocols',
    branch('ospf', branch('area 0.0.0.0', ...interfaces)),
    branch('bgp', branch('group TRANSIT', leaf('type', 'external'), ...neighbours)),
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
