import type { PlatformData } from '../platform.ts';
import { angleLike } from './angle-prompt.ts';

/** Sources: Oxidized `smartax`. */
export const huaweiSmartax: PlatformData = {
  ...angleLike,
  name: 'huawei_smartax',
  title: 'Huawei SmartAX OLT',
  aliases: ['smartax', 'huawei_smartaxmmi'],
  prompt: '^(?<name>[\\w.-]+)(\\([^()\\n]*\\))?[>#]\\s*$',
  login: { username: '^>>User ?name:\\s*$', password: '^>>User password:\\s*$' },
  privilege: [{ when: '>\\s*$', command: 'enable' }],
  setup: ['scroll'],
  configuration: {
    commands: ['display current-configuration'],
    endMarker: '^\\s*return$',
    hostname: '^\\s*sysname (\\S+)',
  },
  pagers: [...angleLike.pagers, { when: '^\\{ <cr>.*\\}:\\s*$', send: '\n' }],
  logout: { command: 'quit', answers: [{ when: '\\(y/n\\).*:\\s*$', send: 'y\n' }] },
};
