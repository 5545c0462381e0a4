import { readdir, readFile } from 'node:fs/promises';
import { findPlatform, platformNames, platforms, regexOf } from '@netraven/common/platform';
import test from 'ava';

const dataFolder = new URL('../../../packages/common/src/platform/data/', import.meta.url);
/** The largest file of a platform; lists of names and of platforms are longer. */
const MAX_LINES = 80;
const LISTS = ['index.ts', 'other-names.ts'];

/** The forty of the first hour, by their netmiko names or ours. */
const expected =
  'cisco_ios cisco_nxos cisco_xr cisco_asa cisco_ftd cisco_wlc cisco_s300 juniper_junos arista_eos hp_procurve ' +
  'aruba_aoscx aruba_os hp_comware huawei fortinet paloalto_panos checkpoint_gaia f5_tmsh netscaler a10 ' +
  'mikrotik_routeros ubiquiti_edgerouter ubiquiti_edgeswitch vyos nokia_sros extreme_exos extreme_vsp extreme_slx ' +
  'extreme_netiron ruckus_fastiron dell_os10 dell_os9 dell_os6 alcatel_aos allied_telesis_awplus sonicos pfsense ' +
  'opnsense cumulus_linux mellanox_mlnxos netgear_prosafe frr linux generic';

test('the platforms that matter are there', (t) => {
  const names = platformNames();
  t.deepEqual(
    expected.split(' ').filter((name) => !names.includes(name)),
    [],
  );
});

test('names and aliases resolve whatever their case, and to one platform each', (t) => {
  const owners = new Map<string, string>();
  for (const platform of platforms()) {
    t.is(findPlatform(platform.name.toUpperCase()), platform);
    for (const name of [platform.name, ...platform.aliases]) {
      t.is(owners.get(name), undefined, `${name} of ${platform.name}`);
      owners.set(name, platform.name);
      t.is(findPlatform(` ${name} `)?.name, platform.name);
    }
  }
});

const otherTools: Readonly<Record<string, string>> = {
  iosxe: 'cisco_ios',
  cisco_xe: 'cisco_ios',
  cisco: 'cisco_ios',
  'cisco-nx': 'cisco_nxos',
  arista: 'arista_eos',
  juniper: 'juniper_junos',
  fortigate: 'fortinet',
  mikrotik: 'mikrotik_routeros',
  edgerouter: 'ubiquiti_edgerouter',
  foundry: 'extreme_netiron',
  hp: 'hp_procurve',
  vrp: 'huawei',
  procurve: 'hp_procurve',
  zyxel_os: 'generic',
  asyncos: 'generic',
  'cisco-ios': 'cisco_ios',
  nokia_sros_telnet: 'nokia_sros',
  cisco_ios_serial: 'cisco_ios',
  fortinet_ssh: 'fortinet',
  'cisco-exr': 'cisco_xr',
  nxos_ssh: 'cisco_nxos',
  dellos10: 'dell_os10',
  ciscowlc: 'cisco_wlc',
  enterprisesonic: 'dell_sonic',
  fss2: 'generic',
};

test('names of other tools resolve, made-up ones do not', (t) => {
  for (const [alias, name] of Object.entries(otherTools)) t.is(findPlatform(alias)?.name, name, alias);
  for (const name of ['acme_os', '', 'cisco ios']) t.is(findPlatform(name), undefined, name);
});

/** What a session may type besides its configuration and facts commands; a command that stores anything is not here. */
const SESSION_COMMANDS =
  /^(terminal (length|width|pager|datadump|more disable|exec prompt no-timestamp)\b.*|set (terminal|cli|clienv) .*|no (page|paging|terminal paginate|cli pager session|cli session paging enable)|screen-length (disable|0 temporary)|skip-page-display|environment (no more|more false)|disable clipaging session|paginate false|scroll|(system shell session )?set (session more|more) off|system shell session set more off|set session more off)$/;
const READS =
  /^(show|display|get|more|cat|write terminal$|admin (show|display)|\/export|\/system \S+( \S+)? print|tmsh -q (show|list)|list\b|ip (-o address|route) show|configShow -all$|nv config show|net show|cli-shell-api showConfig|export config to console|configuration show|software show|chassis show|hostname$|uname|uptime|true$|sudo -n cat|opnsense-version$|\/bin\/kenv -q|decode-syseeprom$)/;

test('no platform types a command that could change a device', (t) => {
  for (const { name, setup, configuration, facts, privilege } of platforms()) {
    for (const command of setup) t.regex(command, SESSION_COMMANDS, name);
    const reads = [
      ...configuration.commands,
      ...configuration.also.flatMap((part) => part.commands),
      ...facts.map((fact) => fact.command),
    ];
    for (const command of reads) t.regex(command, READS, name);
    for (const { command } of privilege) t.regex(command, /^(enable|cli|sonic-cli|clish)$/, name);
  }
});

test('every platform refuses something, and most know shapes of secrets', (t) => {
  for (const { name, refusals, secrets } of platforms()) {
    t.true(refusals.length > 0, name);
    t.true(secrets.length > 0, name);
  }
});

test('volatile patterns are bound to the start of a line, lest they drop what merely mentions them', (t) => {
  for (const { name, volatile } of platforms()) {
    for (const { pattern, replace } of volatile)
      if (replace === undefined) t.regex(pattern, /^(\^|\( connected| connected)/, `${name}: ${pattern}`);
  }
});

test('patterns that look at unfinished lines take no time to speak of on a hostile one', (t) => {
  const hostile = [
    'a'.repeat(4096),
    ' '.repeat(4096),
    '-'.repeat(4096),
    `${'(a) '.repeat(1000)}x`,
    `${'[a]'.repeat(1300)}x`,
    `${'a.'.repeat(2048)}!`,
  ];
  for (const { name, prompt, pagers, login } of platforms()) {
    const patterns = [
      prompt,
      login.username,
      login.password,
      ...[...pagers, ...login.answers].map(({ when }) => when),
    ];
    for (const pattern of patterns) {
      const started = process.cpuUsage().user;
      for (const line of hostile) regexOf(pattern, 'i').test(line);
      const microseconds = process.cpuUsage().user - started;
      t.true(microseconds < 500_000, `${name}: ${pattern} took ${microseconds} µs`);
    }
  }
});

test('the file of a platform fits two screens', async (t) => {
  for (const file of await readdir(dataFolder)) {
    const lines = (await readFile(new URL(file, dataFolder), 'utf8')).trimEnd().split('\n').length;
    if (!LISTS.includes(file)) t.true(lines <= MAX_LINES, `${file}: ${lines} lines`);
  }
});
