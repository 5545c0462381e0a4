import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

/** What lesser known descendants of Cisco's command line have in common. */
export const iosFamily = {
  ...iosLike,
  configuration: { commands: ['show running-config'], hostname: '^hostname (\\S+)' },
  volatile: [
    { pattern: '^Building configuration\\.\\.\\.$' },
    { pattern: '^Current configuration ?: ?(\\d+ bytes)?$' },
  ],
  secrets: iosSecrets,
};
