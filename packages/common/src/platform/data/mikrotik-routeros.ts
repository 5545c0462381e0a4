import type { PlatformData } from '../platform.ts';
import { pemBlocks } from './shared.ts';

const source = 'MikroTik RouterOS manual, Oxidized routeros';
const value = '"?(?<secret>(?:[^"\\\\\\s]|\\\\.)+)"?';

/** Sources: Oxidized `routeros`, RANCID `routeros.pm`, netmiko `mikrotik_routeros`; recorded CHR and L009. */
export const mikrotikRouteros: PlatformData = {
  algorithms: 'legacy',
  name: 'mikrotik_routeros',
  title: 'MikroTik RouterOS',
  aliases: ['routeros', 'mikrotik', 'ros'],
  proven: 'recording',
  channel: 'exec',
  prompt: '^\\[(?<name>[^\\]\\n]+)\\] ((/[^>\\n]*)?>|<SAFE>)\\s*$',
  login: {
    answers: [
      { when: 'do you want to see the software license\\? \\[y/n\\]:?\\s*$', send: 'n' },
      { when: 'please press "enter" to continue', send: '\r\n' },
      { when: '^new password>\\s*$', send: '\u0003' },
    ],
  },
  configuration: {
    commands: ['/export show-sensitive', '/export'],
    hostname: '^set name="?([^"\\n]+?)"?$',
    model: '^# model = (.+)$',
    serial: '^# serial number = (\\S+)$',
    version: '^# .* by RouterOS (\\S+)',
  },
  facts: [
    {
      command: '/system resource print',
      version: '^\\s*version: (\\S+)',
      model: '^\\s*board-name: (.+?)\\s*$',
      uptime: '^\\s*uptime: (\\S+)',
    },
    {
      command: '/system routerboard print',
      serial: '^\\s*serial-number: (\\S+)',
      model: '^\\s*model: (.+?)\\s*$',
    },
    { command: '/system identity print', hostname: '^\\s*name: (.+?)\\s*$' },
  ],
  refusals: [
    '^(bad command name|syntax error|expected |no such item|input does not match|invalid value|ambiguous value|not enough permissions|failure:)',
  ],
  pagers: [{ when: '^-- \\[Q quit\\|.*\\]\\s*$', send: ' ' }],
  volatile: [
    { pattern: '^# (\\d{4}-\\d\\d-\\d\\d|\\w{3}/\\d\\d/\\d{4}) \\d\\d:\\d\\d:\\d\\d by RouterOS ' },
    { pattern: '^# inactive time' },
    { pattern: '^# poe-out status: ' },
    { pattern: '^# .* not ready$' },
    { pattern: '^# received packet from .* bad format$' },
    { pattern: '^# Firmware upgraded successfully' },
    { pattern: '^# .*please restart the device' },
    { pattern: '^\\s*next-renewal-at: ' },
  ],
  secrets: [
    { kind: 'private-key', pattern: `(?:^|\\s)[\\w-]*private-key=${value}`, source },
    { kind: 'pre-shared-key', pattern: `(?:^|\\s)[\\w-]*pre-?shared-key=${value}`, source },
    { kind: 'key', pattern: `(?:^|\\s)[\\w-]*(?:auth-key|encryption-key)=${value}`, source },
    { kind: 'wlan-key', pattern: `(?:^|\\s)[\\w-]*(?:wep-key|static-key-\\d)=${value}`, source },
    { kind: 'password', pattern: `(?:^|\\s)[\\w-]*(?:password|secret|passphrase)=${value}`, source },
    ...pemBlocks,
  ],
  comment: '#',
  lineEnd: 'crlf',
  terminal: { type: 'dumb' },
  patience: 3,
  logout: { command: '/quit' },
};
