import { writeFrr } from '../configuration/frr.ts';
import type { Family } from './family.ts';

/** vtysh as a login shell; readline switches bracketed paste on at each prompt. */
export const frr: Family = {
  platform: 'frr',
  models: [
    { model: 'FRRouting', version: '8.4.4' },
    { model: 'FRRouting', version: '10.2.1' },
  ],
  serial: 'A99999999',
  prompts: ['\x1b[?2004h{name}# '],
  greeting:
    '\nHello, this is FRRouting (version {version}).\nCopyright 1996-2005 Kunihiro Ishiguro, et al.\n\n',
  echoEnd: '\r\n\x1b[?2004l\r',
  abbreviates: true,
  commands: [
    { line: 'terminal length 0', text: '' },
    { line: 'show running-config', view: 'running' },
    {
      line: 'show version',
      text: "FRRouting {version} ({name}) on Linux(6.1.0-18-amd64).\nCopyright 1996-2005 Kunihiro Ishiguro, et al.\nconfigured with:\n    '--enable-vty-group=frrvty'\n",
    },
    { line: 'exit', effect: 'leave' },
    { line: 'quit', effect: 'leave' },
  ],
  pipes: { include: { keep: true } },
  unknown: '% Unknown command: {line}\n',
  pressKey: { text: 'Press any key to continue', key: null },
  logLine:
    '{clock} {name} bgpd[811]: %ADJCHANGE: neighbor 192.0.2.1 in vrf default Down Peer closed the session',
  views: { running: writeFrr },
  volatile: [/^Building configuration\.\.\.$/],
};
