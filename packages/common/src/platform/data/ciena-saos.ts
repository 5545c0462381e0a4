import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { lessPagers, morePagers, percentRefusals } from './shared.ts';

/** Sources: Oxidized `saos` and `saos10`, netmiko `ciena_saos`. */
export const cienaSaos: PlatformData = {
  algorithms: 'legacy',
  name: 'ciena_saos',
  title: 'Ciena SAOS 6, 8 and 10',
  aliases: ['ciena_saos10', 'saos', 'saos10', 'ciena', 'ciena-ws'],
  prompt: '^(?<name>[\\w.@-]+?)\\*?[>#]\\s*$',
  setup: ['system shell session set more off', 'set session more off'],
  configuration: {
    commands: ['configuration show', 'show running config', 'show running-config'],
    hostname: '^system set host-name (\\S+)',
  },
  facts: [
    { command: 'software show', version: 'Running Package +: (\\S+)' },
    {
      command: 'chassis show device-id',
      serial: '\\| *Serial Number *\\| *(\\S+)',
      model: '\\| *Model Number *\\| *(\\S+)',
    },
  ],
  refusals: [...percentRefusals, '^shell parser failure', '^syntax error'],
  pagers: [...morePagers, ...lessPagers],
  volatile: [{ pattern: '^! ?Created: ' }, { pattern: '^! ?On terminal: ' }],
  secrets: iosSecrets,
};
