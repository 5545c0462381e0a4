import { findPlatform, type Platform } from '@netraven/common/platform';
import test from 'ava';
import {
  confirmPrompt,
  isEchoLine,
  isGluedPrompt,
  matchPrompt,
  nextPrompt,
  readAnyPrompt,
  readPrompt,
} from '../../../packages/executor/src/session/prompt.ts';

const platform = (name: string): Platform => {
  const found = findPlatform(name);
  if (found === undefined) throw new Error(`no platform ${name}`);
  return found;
};
const ios = platform('cisco_ios');
const learned = { line: 'r1#', name: 'r1' };

test('a prompt is read with the part that stays the same', (t) => {
  t.deepEqual(readPrompt(ios, 'core-1.site#  '), { line: 'core-1.site#', name: 'core-1.site' });
  t.deepEqual(readPrompt(platform('extreme_exos'), '* Slot-1 x460.12 # '), {
    line: '* Slot-1 x460.12 #',
    name: 'x460',
  });
  t.is(readPrompt(ios, 'joo'), undefined);
  t.is(readPrompt(ios, ''), undefined);
});

test('a last line of unknown shape may be a prompt, but no question is', (t) => {
  t.deepEqual(readAnyPrompt('<<weird name>>'), { line: '<<weird name>>', name: undefined });
  for (const line of ['Continue? [y/n]', 'Delete? (yes/no)', 'Proceed [confirm]', 'Loading', 'Password:']) {
    t.is(readAnyPrompt(line), undefined, line);
  }
});

test('the learned prompt is exact, the same name in another mode a variant, any other line none', (t) => {
  t.is(matchPrompt(ios, learned, 'r1#'), 'exact');
  t.is(matchPrompt(ios, learned, 'r1# '), 'exact');
  t.is(matchPrompt(ios, learned, 'r1(config-if)#'), 'variant');
  t.is(matchPrompt(ios, learned, 'r1>'), 'variant');
  for (const line of ['r2#', '#', '! r1#', 'banner r1#', ''])
    t.is(matchPrompt(ios, learned, line), undefined, line);
});

test('the counter in the prompt of EXOS does not make it another one', (t) => {
  t.is(matchPrompt(platform('extreme_exos'), { line: 'x460.12 #', name: 'x460' }, '* x460.13 # '), 'variant');
});

test('an echo is the command alone or behind the prompt, and nothing else that ends with it', (t) => {
  const isEcho = (line: string) => isEchoLine(ios, learned, 'show run', line);
  for (const line of ['show run', 'r1#show run', 'r1# show run ', 'r1>show run']) t.true(isEcho(line), line);
  for (const line of ['!Command: show run', 'r2#show run', 'alias exec sr show run', 'show', ''])
    t.false(isEcho(line), line);
});

const prompts: Readonly<Record<string, readonly string[]>> = {
  a10: ['ax>', 'ax#', 'ax-Active#', 'ax-Active-vMaster[1/1]#', 'ax-Standby[p1]#'],
  alcatel_aos: ['sw1-> ', 'OS6900>'],
  allied_telesis_awplus: ['awplus>', 'awplus#'],
  arista_eos: ['sw1>', 'sw1#', 'sw1(s1)#', 'sw1(config-s-x)#', 'sw1.12:00:01#'],
  aruba_aoscx: ['sw1#', 'sw1>', 'my switch# '],
  aruba_os: ['(mc1) #', '(mc1) [mynode] #', '(mc1) *[mynode] #', '(mc1) ^[mm] >', 'AP-1234# '],
  checkpoint_gaia: ['fw1>', '[Global] gw:ch01-01>', 'fw1:0>'],
  cisco_asa: ['asa>', 'asa#', 'asa/admin#', 'asa/act/pri#', 'asa(config)#'],
  cisco_ftd: ['>', '> ', 'firepower#'],
  cisco_nxos: ['n9k#', 'n9k-vdc1# '],
  cisco_wlc: ['(Cisco Controller) >', '(wlc-1) config>'],
  cisco_xr: ['RP/0/RSP0/CPU0:xr1#', 'RP/0/0/CPU0:xr1(config)#'],
  dell_os6: ['console>', 'my stack#'],
  fortinet: ['fw1 #', 'fw1 $ ', 'fw1 (global) #', '(M) fw1 $', 'fw1(Primary) (global) # '],
  hp_comware: ['<sw1>', '[sw1]', '[sw1-GigabitEthernet1/0/1]'],
  hp_procurve: ['sw1>', 'sw1#', 'ProCurve Switch 2610-24#', 'sw1(config)#'],
  huawei: ['<ne40>', '[~ne40]', '[*ne40-ospf-1]', 'HRP_M<fw1>'],
  juniper_junos: ['admin@mx1>', 'mx1>', 'root@mx1%', 'admin@mx1#', 'root@mx1:~ %'],
  mellanox_mlnxos: ['sw1 [standalone: master] >', 'sw1 [cl: master] #', 'sw1 >'],
  mikrotik_routeros: ['[admin@MikroTik] >', '[admin@my router] /ip/address>', '[admin@r1] <SAFE>'],
  netgear_prosafe: ['(GS748T) #', '(GS748Tv4)#', '10sw011# ', '(GS748T -+.v4)#'],
  netscaler: ['>', 'ns1>'],
  nokia_sros: ['A:sr1#', '*A:sr1#', '*A:sr1>config#', 'A:admin@sr1#'],
  opnsense: ['root@OPNsense:~ #', 'admin@fw1:~ $'],
  paloalto_panos: ['admin@pa1>', 'admin@pa1(active)>', 'admin@pa1#'],
  pfsense: ['[2.7.2-RELEASE][admin@fw1.local]/root: #'],
  ruckus_fastiron: ['SSH@icx1>', 'SSH@icx1#', 'telnet@icx1#', 'SSH@sw/001#', 'icx1(config)#'],
  sonicos: ['admin@0123456>', 'admin@host-1>'],
  tnsr: ['tnsr-1 tnsr# '],
  ubiquiti_edgerouter: ['ubnt@er-4:~$'],
  ubiquiti_edgeswitch: ['(UBNT EdgeSwitch) >', '(sw1) #'],
  vyos: ['vyos@r1:~$', 'user.name@r1> ', 'vyos@r1:/home/vyos$', 'vyos@r1#'],
};

for (const [name, lines] of Object.entries(prompts)) {
  test(`the prompts of ${name} are recognised`, (t) => {
    for (const line of lines) t.truthy(readPrompt(platform(name), line), line);
  });
}

test('log messages, banners and questions are no prompts of any platform but the generic one', (t) => {
  const lines = [
    '*Mar  1 00:01:02.003: %SYS-5-CONFIG_I: Configured from console',
    'Authorised access only!',
    'Password:',
    'Username:',
    '--More--',
    '',
    'end',
  ];
  for (const name of Object.keys(prompts))
    for (const line of lines) t.falsy(readPrompt(platform(name), line), `${name}: ${line}`);
});

test('a prompt is confirmed by the same line, the same name, or the same line with other numbers', (t) => {
  const line = (text: string, name?: string) => ({ line: text, name });
  t.deepEqual(confirmPrompt(line('x>'), line('x>')), line('x>'));
  t.deepEqual(confirmPrompt(line('s.1 #', 's'), line('s.2 #', 's')), line('s.2 #', 's'));
  const moving = { ...line('[10:00:02] x>'), isMoving: true };
  t.deepEqual(confirmPrompt(line('[10:00:01] x>'), line('[10:00:02] x>')), moving);
  t.is(matchPrompt(ios, moving, '[10:12:40] x>'), 'exact');
  t.is(matchPrompt(ios, moving, '[10:12:40] y>'), undefined);
  t.is(confirmPrompt(line('* r1 is here >'), line('r1>')), undefined);
});

test('the prompt of another command line replaces the learned one', (t) => {
  t.deepEqual(nextPrompt({ platform: ios, prompt: learned }, 'r1(config)#'), {
    line: 'r1(config)#',
    name: 'r1',
  });
  t.deepEqual(nextPrompt({ platform: ios, prompt: learned }, 'fxos#'), { line: 'fxos#', name: 'fxos' });
  t.deepEqual(nextPrompt({ platform: ios, prompt: learned }, '#'), { line: '#', name: undefined });
});

test('an echo that the device scrolled at the edge of the line is one', (t) => {
  t.true(isEchoLine(ios, learned, 'show running-config view full', 'r1#$ning-config view full'));
  t.false(isEchoLine(ios, learned, 'show running-config view full', 'r1#$w full'), 'too little of it');
  t.false(isEchoLine(ios, learned, 'show running-config', 'password 9 $ng-config'), 'behind no prompt');
});

test('a prompt may stand behind text without a line end', (t) => {
  t.true(isGluedPrompt(learned, '</xml>r1# '));
  t.false(isGluedPrompt({ line: '>', name: undefined }, '<a>'), 'a mere sign is no proof');
});

test('one word with a colon may be a prompt, a question is none', (t) => {
  t.truthy(readAnyPrompt('admin:'));
  for (const line of ['Username:', 'login:', 'PIN:', 'Enter your choice:', 'Enable password:'])
    t.is(readAnyPrompt(line), undefined, line);
});
