import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

/** Sources: Oxidized `enterprise_sonic`, netmiko `dell_sonic`. */
export const dellSonic: PlatformData = {
  ...iosLike,
  name: 'dell_sonic',
  title: 'Enterprise SONiC',
  aliases: ['edgecore_sonic', 'enterprise_sonic', 'sonic', 'enterprisesonic'],
  prompt: '^(?<name>[\\w.@-]+)(:[^#$%\\n]*)?(\\([^()\\n]*\\))?[>#$]\\s*$',
  privilege: [{ when: ':.*[#$]\\s*$', command: 'sonic-cli' }],
  setup: ['terminal length 0'],
  configuration: {
    commands: ['show running-configuration', 'show runningconfiguration all'],
    hostname: '^hostname (\\S+)',
  },
  facts: [
    {
      command: 'show version',
      version: '^SONiC Software Version: +(\\S+)|^Software Version +: +(\\S+)',
      model: '^HwSKU *: +(\\S+)',
      serial: '^Serial Number *: +(\\S+)',
      uptime: '^Uptime *: +(?:\\S+ up +)?(.+?)(?:, +\\d+ users?,.*)?\\s*$',
    },
  ],
  secrets: iosSecrets,
};
