import type { PlatformData } from '../platform.ts';
import { pemBlocks } from './shared.ts';

const source = 'Linux manual pages, Oxidized cumulus';

/** What hosts with a Unix shell have in common. */
export const shellLike = {
  prompt: '^\\[?(?<name>[\\w.-]+@[\\w.-]+)(:[\\w-]+)?[ :][^#$%\\n]{0,80}\\]?[#$%]\\s*$',
  refusals: [
    '^(-?\\w+: )?(line \\d+: )?(.{0,60}: )?(command not found|not found|no such file or directory|permission denied)\\s*$',
    '^sudo: ',
  ],
  secrets: [
    { kind: 'password', pattern: '^\\s*(?:enable )?password (?:8 )?(?<secret>\\S+)', source },
    { kind: 'routing-key', pattern: '^\\s*neighbor \\S+ password (?<secret>\\S+)', source },
    {
      kind: 'snmp-community',
      pattern: '^\\s*(?:rocommunity6?|rwcommunity6?|com2sec\\S* \\S+ \\S+|trapcommunity) (?<secret>\\S+)',
      source,
    },
    {
      kind: 'wlan-key',
      pattern: '^\\s*(?:wpa-psk|psk|wpa_passphrase|sae_password)[ =]{1,8}"?(?<secret>[^"\\s]+)',
      source,
    },
    { kind: 'key', pattern: '\\b(?:PrivateKey|PresharedKey)\\s*=\\s*(?<secret>\\S+)', source },
    ...pemBlocks,
  ],
  comment: '#',
};

/** The network configuration of a Linux host, one file or command after the other. */
export const linux: PlatformData = {
  ...shellLike,
  name: 'linux',
  title: 'Linux host',
  aliases: ['linux_ssh', 'linuxgeneric', 'debian', 'ubuntu', 'openwrt'],
  proven: 'real-os',
  channel: 'exec',
  configuration: {
    commands: ['cat /etc/os-release'],
    minLines: 2,
    also: [
      { heading: '# /etc/hostname', commands: ['cat /etc/hostname', 'uname -n'] },
      { heading: '# /etc/hosts', commands: ['cat /etc/hosts'] },
      { heading: '# /etc/resolv.conf', commands: ['cat /etc/resolv.conf', 'true'] },
      { heading: '# /etc/network/interfaces', commands: ['cat /etc/network/interfaces', 'true'] },
      { heading: '# ip address', commands: ['ip -o address show scope global', 'true'] },
      { heading: '# ip route', commands: ['ip route show', 'true'] },
    ],
    hostname: '^# /etc/hostname\\n(\\S+)',
    version: '^PRETTY_NAME="?([^"\\n]+)',
  },
  facts: [
    { command: 'uname -r', version: '^(\\S+)' },
    { command: 'uptime -p', uptime: '^up (.+)$' },
  ],
  volatile: [{ pattern: '(valid_lft|preferred_lft) \\d+sec', replace: '$1' }],
};
