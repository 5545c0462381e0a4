import { findPlatform, type Platform, parsePlatform } from '@netraven/common/platform';
import test from 'ava';
import { cleanConfiguration } from '../../../packages/executor/src/capture/clean-configuration.ts';
import { cleanVolatile } from '../../../packages/executor/src/capture/clean-volatile.ts';
import { findRefusal } from '../../../packages/executor/src/capture/find-refusal.ts';
import { noFacts, readFacts } from '../../../packages/executor/src/capture/read-facts.ts';

const platform = (name: string): Platform => {
  const found = findPlatform(name);
  if (found === undefined) throw new Error(`no platform ${name}`);
  return found;
};

test('log messages in the midst of a configuration are left out, its own lines are not', (t) => {
  const lines = [
    'hostname r1',
    '*Mar  3 10:11:13.123: %SYS-5-CONFIG_I: Configured from console',
    '000123: Mar  3 10:11:13.123 UTC: %LINK-3-UPDOWN: Interface Gi0/1, changed state to up',
    ' description %LINK-3-UPDOWN: is a message',
    'end',
  ];
  t.is(
    cleanConfiguration(platform('cisco_ios'), lines),
    'hostname r1\n description %LINK-3-UPDOWN: is a message\nend\n',
  );
});

test('frame lines are taken from the ends of a configuration, not from its middle', (t) => {
  const lines = ['', '{master}', 'version 22.4;', '{master}', '}', '', '{master}'];
  t.is(cleanConfiguration(platform('juniper_junos'), lines), 'version 22.4;\n{master}\n}\n');
});

test('volatile lines are dropped or masked, and blank ends with them', (t) => {
  const rules = parsePlatform(
    'test.yaml',
    "name: test\ntitle: Test\nprompt: '#$'\nconfiguration: { commands: [show] }\n" +
      "volatile: [{ pattern: '^! at ' }, { pattern: 'uptime \\d+', replace: 'uptime <volatile>' }]\n",
  );
  t.is(
    cleanVolatile('! at 10:11\n\nhostname r1\n! uptime 123 days\nend\n! at 10:12\n', rules),
    'hostname r1\n! uptime <volatile> days\nend\n',
  );
});

test('what changes by itself between two captures leaves no trace', (t) => {
  const capture = (seconds: number) =>
    `Building configuration...\n\nCurrent configuration : ${seconds} bytes\n!\n! Last configuration change at 10:11:${seconds} UTC\n! NVRAM config last updated at 10:11:${seconds}\nversion 15.2\nntp clock-period 1718${seconds}\nend\n`;
  const ios = platform('cisco_ios');
  t.is(cleanVolatile(capture(10), ios), cleanVolatile(capture(59), ios));
});

test('refusals are found at the start and at the end of an output', (t) => {
  const ios = platform('cisco_ios');
  const body = Array.from({ length: 50 }, (_, at) => `interface Ethernet${at}`);
  t.is(
    findRefusal(ios, ['    ^', "% Invalid input detected at '^' marker."]),
    "% Invalid input detected at '^' marker.",
  );
  t.is(findRefusal(ios, [...body, '% Authorization failed']), '% Authorization failed');
  t.is(findRefusal(ios, [...body.slice(0, 20), '% Invalid input is a banner', ...body]), undefined);
  t.is(findRefusal(ios, []), undefined);
});

const refusals: Readonly<Record<string, readonly string[]>> = {
  arista_eos: ['% Invalid input', '% Authorization denied for command'],
  aruba_aoscx: ['Invalid input: show', 'Cannot execute command. Command not allowed.'],
  cisco_asa: ["ERROR: % Invalid input detected at '^' marker.", 'Command authorization failed'],
  cisco_ftd: ['Syntax error: Illegal parameter'],
  cisco_nxos: ['% Permission denied for the role', "% Invalid command at '^' marker."],
  fortinet: ['Unknown action 0', 'command parse error before', 'Command fail. Return code -61'],
  huawei: ["Error: Unrecognized command found at '^' position.", 'Error: No permission to run the command.'],
  hp_comware: ["% Unrecognized command found at '^' position.", ' % Incomplete command found'],
  juniper_junos: ['unknown command.', 'error: permission denied', 'syntax error, expecting <command>.'],
  linux: ['-bash: nv: command not found', 'cat: /etc/frr/frr.conf: Permission denied'],
  mikrotik_routeros: ['bad command name exprot (line 1 column 2)', 'not enough permissions (9)'],
  nokia_sros: ['MINOR: CLI Command not allowed for this user.', 'Error: Bad command.'],
  opnsense: ['cat: /conf/config.xml: Permission denied', 'cat: /conf/config.xml: No such file or directory'],
  paloalto_panos: ['Unknown command: show', 'Invalid syntax.'],
  vyos: ['  Invalid command: [show]', 'vbash: show: command not found'],
};

for (const [name, lines] of Object.entries(refusals)) {
  test(`what ${name} says to a command it refuses is no configuration`, (t) => {
    for (const line of lines) t.is(findRefusal(platform(name), ['', line, '']), line);
  });
}

test('a fact that is known stays, an empty value is none', (t) => {
  const known = { ...noFacts, hostname: 'r1' };
  const facts = readFacts(
    known,
    { hostname: '^name (\\S+)', serial: '^serial *(\\S*)', version: '^a(\\S+)|^b(\\S+)' },
    'NAME r2\nserial\nb15.2\n',
  );
  t.deepEqual(facts, { ...noFacts, hostname: 'r1', version: '15.2' });
});
