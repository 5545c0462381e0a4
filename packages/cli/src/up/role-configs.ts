import type { Config } from '@netraven/common/config';
import { type InstancePaths, inInstance } from '../instance/instance-paths.ts';
import { keySources } from './key-sources.ts';

/** How each role logs in to NATS. */
export type RoleLogins = Readonly<Record<'dispatcher' | 'executor' | 'git-writer', NatsLogin>>;
export type NatsLogin = Config['nats'];

export interface RoleFacts {
  readonly paths: InstancePaths;
  /** What the operator has set, defaults filled in. */
  readonly config: Config;
  readonly logins: RoleLogins;
  readonly databaseUrl: string;
  readonly site: string;
  readonly executors: number;
  /** Whether the NATS store was made, empty, by this start. */
  readonly freshStore: boolean;
}

/** One process to run: its role, the arguments of its command, its configuration. */
export interface RolePlan {
  /** Of the process, its configuration and its log: `dispatcher`, `executor-1`, `git-writer`. */
  readonly name: string;
  readonly role: 'dispatcher' | 'executor' | 'git-writer';
  readonly args: readonly string[];
  readonly config: Config;
}

/** What runs on this machine, each role with the parts of the configuration it needs. */
export function planRoles(facts: RoleFacts): RolePlan[] {
  const { config, logins, site, executors } = facts;
  const base: Config = {
    ...config,
    // `up` serves all of them at the configured address.
    metrics: { ...config.metrics, listen: config.metrics.listen === '' ? '' : '127.0.0.1:0' },
    database: { ...config.database, url: facts.databaseUrl },
    repository: { ...config.repository, path: repositoryPath(facts) },
    platforms: platformsOf(facts),
    secrets: { recipients: config.secrets.recipients },
    notifications: [],
  };
  const executorConfig: Config = {
    ...base,
    nats: logins.executor,
    executor: { ...config.executor, site, freshStore: facts.freshStore },
    secrets: {
      recipients: config.secrets.recipients,
      ...keySources(facts),
    },
  };
  return [
    {
      name: 'dispatcher',
      role: 'dispatcher',
      args: [],
      config: { ...base, nats: logins.dispatcher, notifications: notificationsOf(facts) },
    },
    { name: 'git-writer', role: 'git-writer', args: [], config: { ...base, nats: logins['git-writer'] } },
    ...Array.from({ length: executors }, (_, index): RolePlan => {
      return {
        name: `executor-${index + 1}`,
        role: 'executor',
        args: ['--site', site],
        config: executorConfig,
      };
    }),
  ];
}

/** The bare repository: the operator's, or `configs.git` in the instance's folder. */
export function repositoryPath({ paths, config }: Pick<RoleFacts, 'paths' | 'config'>): string {
  return inInstance(paths, config.repository.path);
}

function platformsOf({ paths, config }: RoleFacts): Config['platforms'] {
  const { folder } = config.platforms;
  return folder === undefined ? {} : { folder: inInstance(paths, folder) };
}

/** Only dispatchers notify; their files are named from the folder of the instance. */
function notificationsOf({ paths, config }: RoleFacts): Config['notifications'] {
  return config.notifications.map(({ webhook, email, ...target }) => ({
    ...target,
    ...(webhook && { webhook: inFolder(paths, webhook, ['urlFile', 'secretFile']) }),
    ...(email && { email: { ...email, smtp: inFolder(paths, email.smtp, ['passwordFile', 'caFile']) } }),
  }));
}

function inFolder<T extends object>(paths: InstancePaths, settings: T, files: readonly (keyof T)[]): T {
  const found = files.flatMap((field) => {
    const file = settings[field];
    return typeof file === 'string' ? [[field, inInstance(paths, file)] as const] : [];
  });
  return { ...settings, ...Object.fromEntries(found) };
}
