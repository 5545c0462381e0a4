import type { PlatformData } from '../platform.ts';
import { morePagers } from './shared.ts';

const source = 'Oxidized sonicos';

/** Sources: Oxidized `sonicos`. */
export const sonicos: PlatformData = {
  name: 'sonicos',
  title: 'SonicWall SonicOS 6.5 and 7',
  aliases: ['sonicwall', 'sonicwall_sonicos', 'sonicwall_ssh'],
  algorithms: 'legacy',
  prompt: '^(?<name>[\\w.-]+@[\\w.-]+)[>#]\\s*$',
  login: { answers: [{ when: 'accept the policy banner \\(yes\\)\\??:?\\s*$', send: 'yes\n' }] },
  setup: ['no cli pager session'],
  configuration: {
    commands: ['show current-config'],
    hostname: '^\\s*firewall-name "?([^"\\s]+)',
    serial: '^serial-number (\\S+)',
    model: '^model "?([^"\\n]+?)"?$',
    version: '^firmware-version "?([^"\\n]+?)"?$',
  },
  facts: [
    {
      command: 'show version',
      version: '^firmware-version "?([^"\\n]+?)"?$',
      model: '^model "?([^"\\n]+?)"?$',
      serial: '^serial-number (\\S+)',
      uptime: '^system-uptime "?([^"\\n]+?)"?$',
    },
  ],
  refusals: ['^\\s*% ?(error|unknown|invalid|incomplete|ambiguous)', '^\\s*\\^\\s*$'],
  pagers: morePagers,
  volatile: [
    { pattern: '^\\s*date \\d{4}:\\d\\d:\\d\\d$' },
    { pattern: '^\\s*time \\d\\d:\\d\\d:\\d\\d$' },
    { pattern: '^\\s*system-(time|uptime) ' },
    { pattern: '^\\s*checksum \\d+' },
    { pattern: '^: ' },
  ],
  secrets: [
    {
      kind: 'password',
      pattern:
        '(?:secret|shared-secret|password|passphrase|bind-password|authentication \\S+|encryption \\S+|smtp-pass|pop-pass|shared-key|key) (?<secret>\\d,\\S+)',
      source,
    },
  ],
  comment: '#',
};
