import { Secret } from '@netraven/common';
import { type NatsRole, userOf } from './build-nats-config.ts';

/** How one role logs in. */
export interface NatsLogin {
  readonly user: string;
  readonly password: Secret;
}

/** The login of each role, executors being of `site`. */
export function buildLogins(
  passwords: Readonly<Record<NatsRole, string>>,
  site: string,
): Record<NatsRole, NatsLogin> {
  const login = (role: NatsRole): NatsLogin => ({
    user: userOf(role, site).user,
    password: new Secret(passwords[role]),
  });
  return {
    admin: login('admin'),
    dispatcher: login('dispatcher'),
    executor: login('executor'),
    'git-writer': login('git-writer'),
    client: login('client'),
    reader: login('reader'),
    publisher: login('publisher'),
  };
}
