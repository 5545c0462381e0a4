import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { morePagers, percentRefusals } from './shared.ts';

/** Sources: Oxidized `dlink`, netmiko `dlink_ds`. */
export const dlinkDs: PlatformData = {
  algorithms: 'legacy',
  name: 'dlink_ds',
  title: 'D-Link DGS, DES',
  aliases: ['dlink', 'dlinkdgs125052x'],
  prompt: '^(?<name>[\\w.@() :/~+-]+?)(:\\w+)?[>#]\\s*$',
  login: { username: '^user ?name:\\s*$', password: '^pass ?word:\\s*$' },
  configuration: {
    commands: ['show config current_config', 'show config current', 'show running-config'],
  },
  facts: [
    {
      command: 'show switch',
      version: '^Firmware Version +: (.+?)\\s*$',
      model: '^Device Type +: (\\S+)',
      serial: '^Serial Number +: (\\S+)',
      hostname: '^System Name +: (\\S+)',
      uptime: '^System Up ?time +: (.+?)\\s*$',
    },
  ],
  refusals: [...percentRefusals, '^available commands:', '^next possible completions:'],
  pagers: [...morePagers, { when: '^ctrl\\+c +esc +q quit +space +n next page.*$', send: 'a' }],
  volatile: [{ pattern: '^# ?(system up ?time|(rtc|system) time) ?:' }],
  secrets: [
    {
      kind: 'snmp-community',
      pattern: '^create snmp community (?:encryption )?(?<secret>\\S+)',
      source: 'Oxidized dlink',
    },
    {
      kind: 'snmp-community',
      pattern: '^create snmp (?:group|user) .*?(?:auth \\S+|by_key \\S+) (?<secret>\\S+)',
      source: 'Oxidized dlink',
    },
    ...iosSecrets,
  ],
  comment: '#',
  logout: { command: 'logout' },
};
