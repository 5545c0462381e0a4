import type { PlatformData } from '../platform.ts';
import { shellLike } from './linux.ts';

/** Sources: Oxidized `cumulus`, netmiko `cumulus_linux`. */
export const cumulusLinux: PlatformData = {
  ...shellLike,
  algorithms: 'legacy',
  name: 'cumulus_linux',
  title: 'NVIDIA Cumulus Linux',
  aliases: ['cumulus', 'cumulus_linux_ssh'],
  channel: 'exec',
  configuration: {
    commands: [
      'nv config show --color off',
      'nv config show',
      'net show configuration commands',
      'cat /etc/network/interfaces',
    ],
    also: [
      {
        heading: '# /etc/frr/frr.conf',
        commands: ['cat /etc/frr/frr.conf', 'sudo -n cat /etc/frr/frr.conf', 'true'],
      },
    ],
    hostname: '^\\s*hostname:? (\\S+)|^net add hostname (\\S+)',
  },
  facts: [
    { command: 'cat /etc/os-release', version: '^VERSION_ID="?([^"\\n]+)' },
    { command: 'hostname', hostname: '^(\\S+)$' },
    {
      command: 'decode-syseeprom',
      serial: '^Serial Number +\\S+ +\\d+ +(\\S+)',
      model: '^Product Name +\\S+ +\\d+ +(\\S+)',
    },
  ],
};
