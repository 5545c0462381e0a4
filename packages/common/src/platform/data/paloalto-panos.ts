import type { PlatformData } from '../platform.ts';
import { lessPagers, morePagers, pemBlocks } from './shared.ts';

const source = 'RANCID panos.pm, PAN-OS configuration format';

/** Sources: Oxidized `panos`, RANCID `panos.pm`, netmiko `paloalto_panos`. */
export const paloaltoPanos: PlatformData = {
  name: 'paloalto_panos',
  title: 'Palo Alto PAN-OS, Panorama',
  aliases: ['panos', 'paloalto', 'panos_api', 'panorama', 'panosapi'],
  algorithms: 'legacy',
  prompt: '^(?<name>[\\w.-]+@[\\w.-]+)(\\([\\w-]+\\))?[>#]\\s*$',
  login: { answers: [{ when: 'do you accept.*\\(yes/no\\).*$', send: 'yes\n' }] },
  setup: ['set cli scripting-mode on', 'set cli pager off', 'set cli terminal width 500'],
  configuration: {
    commands: ['show config running'],
    endMarker: '^\\}$',
    hostname: '^\\s*hostname "?([^";\\s]+)',
    version: '^\\s*version "?([\\d.]+)',
  },
  facts: [
    {
      command: 'show system info',
      hostname: '^hostname: (\\S+)',
      version: '^sw-version: (\\S+)',
      model: '^model: (\\S+)',
      serial: '^serial: (?!unknown)(\\S+)',
      uptime: '^uptime: (.+?)\\s*$',
    },
  ],
  refusals: ['^\\s*(unknown command|invalid syntax|server error|permission denied|incomplete command)'],
  pagers: [...morePagers, ...lessPagers],
  secrets: [
    {
      kind: 'password',
      pattern:
        '\\b(?:phash|password-hash|bind-password|auth-password|priv-password|authpwd|privpwd|password|passwd) "?(?<secret>[^";\\s]+)',
      source,
    },
    { kind: 'pre-shared-key', pattern: '^\\s*(?:pre-shared-key \\{ )?key "?(?<secret>[^";\\s]+)', source },
    { kind: 'password', pattern: 'scep-challenge fixed "?(?<secret>[^";\\s]+)', source },
    { kind: 'snmp-community', pattern: 'snmp-community-string "?(?<secret>[^";\\s]+)', source },
    { kind: 'secret', pattern: '"?(?<secret>-AQ==[A-Za-z0-9+/=]+)', source },
    {
      kind: 'private-key',
      pattern: '\\b(?:private-key|secret|shared-secret) "?(?<secret>[^";\\s]+)',
      source,
    },
    ...pemBlocks,
  ],
  comment: '#',
  patience: 2,
};
