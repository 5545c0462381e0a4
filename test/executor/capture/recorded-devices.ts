import type { Facts } from '@netraven/common/message';
import { answerCommands, ENABLE, PASSWORD, type Terminal, USERNAME } from '../../helpers/start-ssh-device.ts';

/** A device as it behaves on the line, and what must come out of it. */
export interface RecordedDevice {
  readonly platform: string;
  readonly shell: (terminal: Terminal) => Promise<void>;
  readonly exec?: (command: string) => string | undefined;
  readonly text: string;
  readonly stored: string;
  readonly command: string;
  readonly facts: Partial<Facts>;
}

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join('');
const crlf = (text: string) => text.replaceAll('\n', '\r\n');

const MORE = ' --More-- ';
const ERASE = `${'\b'.repeat(10)}${' '.repeat(10)}${'\b'.repeat(10)}`;

/** Prints in pages of two lines and waits for a space in between, whatever the terminal's size. */
async function printPaged(terminal: Terminal, text: string): Promise<void> {
  const all = crlf(text).split(/(?<=\n)/);
  for (let at = 0; at < all.length; at += 2) {
    if (at > 0) {
      await terminal.print(MORE);
      while ((await terminal.readKey()) !== ' ');
      await terminal.print(ERASE);
    }
    await terminal.print(all.slice(at, at + 2).join(''));
  }
}

const IOS = lines(
  'Building configuration...',
  '',
  'Current configuration : 512 bytes',
  '!',
  '! Last configuration change at 10:11:12 UTC Tue Mar 3 2026 by admin',
  'version 15.2',
  'hostname r1',
  '!',
  'username admin privilege 15 secret 9 $9$abcdefgh',
  'banner motd ^C',
  'r1#',
  'r1# is where you are. Password:',
  '--More-- of it',
  '% Invalid input detected at a fair',
  'end',
  'r1>',
  '^C',
  'line vty 0 4',
  ' transport input ssh',
  '!',
  'end',
);

/** Cisco IOS with a pager that cannot be switched off, a banner full of traps, enable and log messages in mid-output. */
async function iosShell(terminal: Terminal): Promise<void> {
  await terminal.print(
    crlf('\n***\n* Authorised use only. Password:\n* r1# is an example, so is r1>\n***\n\nr1>'),
  );
  let prompt = 'r1>';
  for (;;) {
    const command = await terminal.readLine();
    if (command === 'exit') return terminal.exit();
    if (command === 'enable') {
      await terminal.print('Password: ');
      prompt = (await terminal.readLine({ hidden: true })) === ENABLE ? 'r1#' : 'r1>';
    } else if (command === 'show running-config') {
      await printPaged(
        terminal,
        IOS.replace(
          'line vty',
          '*Mar  3 10:11:13.123: %SYS-5-CONFIG_I: Configured from console by admin\nline vty',
        ),
      );
    } else if (command === 'show version') {
      await terminal.print(
        crlf(
          'Cisco IOS Software, C2960 Software (C2960-LANBASEK9-M), Version 15.2(7)E3, RELEASE\n\nr1 uptime is 3 weeks\ncisco WS-C2960-24 (PowerPC405) processor with 65536K bytes of memory.\nProcessor board ID FOC1234X0AB\n',
        ),
      );
    } else if (command !== '') {
      await terminal.print("\r\n% Invalid input detected at '^' marker.\r\n\r\n");
    }
    await terminal.print(prompt);
  }
}

const EOS = lines(
  '! Command: show running-config',
  '! device: sw1 (DCS-7050, EOS-4.29.2F)',
  '!',
  'hostname sw1',
  '!',
  'interface Management1',
  '!',
  'end',
);

const JUNOS = lines(
  '## Last commit: 2026-03-03 10:11:12 UTC by admin',
  'version 22.4R3;',
  'system {',
  '    host-name mx1;',
  '    root-authentication {',
  '        encrypted-password "$6$abc"; ## SECRET-DATA',
  '    }',
  '}',
);

const ROUTEROS = lines(
  '# 2026-03-03 10:11:12 by RouterOS 7.15.2',
  '# software id = ABCD-1234',
  '#',
  '# model = L009UiGS',
  '# serial number = HF123',
  '/ip address',
  'add address=192.0.2.1/24 interface=ether1',
  '/system identity',
  'set name=mt1',
);

const VYOS = lines(
  "set interfaces ethernet eth0 address '192.0.2.1/24'",
  "set system host-name 'fw1'",
  "set system login user vyos authentication encrypted-password '$6$abc'",
);

const FRR = lines(
  'Building configuration...',
  '',
  'Current configuration:',
  '!',
  'frr version 8.4.4',
  'hostname frr1',
  '!',
  'router bgp 65001',
  ' neighbor 192.0.2.2 remote-as 65002',
  '!',
  'end',
);

export const recordedDevices: readonly RecordedDevice[] = [
  {
    platform: 'cisco_ios',
    shell: iosShell,
    text: IOS,
    stored: IOS.split('\n')
      .filter((line) => !/^(Building|Current|! Last)/.test(line))
      .join('\n')
      .trimStart(),
    command: 'show running-config',
    facts: {
      hostname: 'r1',
      version: '15.2(7)E3',
      model: 'WS-C2960-24',
      serial: 'FOC1234X0AB',
      uptime: '3 weeks',
    },
  },
  {
    platform: 'arista_eos',
    shell: (terminal) =>
      answerCommands(terminal, {
        prompt: 'sw1#',
        answers: {
          'terminal length 0': 'Pagination disabled.\r\n',
          'show running-config | no-more': crlf(EOS),
          'show version | no-more': crlf(
            'Arista DCS-7050SX3\nHardware version: 11.00\nSerial number: JPE123\nSoftware image version: 4.29.2F\nUptime: 3 weeks\n',
          ),
        },
      }),
    text: EOS,
    stored: EOS.slice(EOS.indexOf('\n') + 1),
    command: 'show running-config | no-more',
    facts: { hostname: 'sw1', version: '4.29.2F', model: 'DCS-7050SX3', serial: 'JPE123', uptime: '3 weeks' },
  },
  {
    platform: 'juniper_junos',
    shell: (terminal) =>
      answerCommands(terminal, {
        prompt: '\r\n{master}\r\nadmin@mx1> ',
        answers: {
          'set cli complete-on-space off': 'Disabling complete-on-space\r\n',
          'set cli screen-length 0': 'Screen length set to 0\r\n',
          'set cli screen-width 0': 'Screen width set to 0\r\n',
          'show configuration | display omit': crlf(JUNOS),
          'show version': crlf('Hostname: mx1\nModel: mx204\nJunos: 22.4R3\n'),
          'show chassis hardware': crlf(
            'Hardware inventory:\nItem             Version  Part number  Serial number     Description\nChassis                                AB1234            MX204\n',
          ),
        },
      }),
    text: JUNOS,
    stored: JUNOS.slice(JUNOS.indexOf('\n') + 1),
    command: 'show configuration | display omit',
    facts: { hostname: 'mx1', version: '22.4R3', model: 'mx204', serial: 'AB1234' },
  },
  {
    platform: 'mikrotik_routeros',
    shell: (terminal) =>
      answerCommands(terminal, {
        prompt: '\r\r\n\u001b[9999B[admin@mt1] > ',
        answers: { '/export show-sensitive': crlf(ROUTEROS) },
      }),
    text: ROUTEROS,
    stored: ROUTEROS.slice(ROUTEROS.indexOf('\n') + 1),
    command: '/export show-sensitive',
    facts: { hostname: 'mt1', version: '7.15.2', model: 'L009UiGS', serial: 'HF123' },
  },
  {
    platform: 'vyos',
    shell: (terminal) =>
      answerCommands(terminal, {
        prompt: `\r\u001b[K\u001b[?1l\u001b>${USERNAME}@fw1:~$ `,
        answers: {
          'show configuration commands | no-more': crlf(VYOS),
          'show version': crlf(
            'Version:          VyOS 1.4.3\nHardware model:   X11\nHardware S/N:     5708\n',
          ),
        },
      }),
    text: VYOS,
    stored: VYOS,
    command: 'show configuration commands | no-more',
    facts: { hostname: 'fw1', version: '1.4.3', model: 'X11', serial: '5708' },
  },
  {
    platform: 'frr',
    shell: (terminal) =>
      answerCommands(terminal, { prompt: 'frr1# ', answers: { 'show running-config': crlf(FRR) } }),
    text: FRR,
    stored: FRR,
    command: 'show running-config',
    facts: { hostname: 'frr1', version: '8.4.4' },
  },
];

export const recordedSecret = { password: PASSWORD, enable: ENABLE };
