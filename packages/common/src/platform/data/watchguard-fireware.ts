import type { PlatformData } from '../platform.ts';
import { morePagers, percentRefusals } from './shared.ts';

/** Sources: Oxidized `firewareos`, netmiko `watchguard_fireware`. */
export const watchguardFireware: PlatformData = {
  algorithms: 'legacy',
  name: 'watchguard_fireware',
  title: 'WatchGuard Fireware',
  aliases: ['firewareos', 'watchguard', 'watchguard_firebox'],
  prompt: '^(\\[[^\\]\\n]*\\])?(?<name>[\\w.-]+)(\\([^()\\n]*\\))?[>#]\\s*$',
  login: { answers: [{ when: 'agree.*\\(yes or no\\)\\??\\s*$', send: 'yes\n' }] },
  configuration: { commands: ['export config to console'], minLines: 6 },
  facts: [
    {
      command: 'show sysinfo',
      version: '^version +: (\\S+)',
      model: '^system model +: (\\S+)',
      serial: '^serial number +: (\\S+)',
      hostname: '^system name +: (\\S+)',
      uptime: '^system uptime +: (.+?)\\s*$',
    },
  ],
  refusals: percentRefusals,
  pagers: morePagers,
  secrets: [
    {
      kind: 'password',
      pattern:
        '<(?!(?:use|has|is|enable|require|allow|save|change|force)-)(?:[\\w-]*(?:password|secret|passphrase|shared-key|psk|community)[\\w-]*)>(?<secret>[^<]+)',
      source: 'Fireware configuration format',
    },
  ],
  comment: '<!--',
};
