import { join, resolve } from 'node:path';

/** Where the parts of one instance are. */
export interface InstancePaths {
  /** Absolute. */
  readonly dir: string;
  /** The operator's settings; read if there. */
  readonly settings: string;
  /** How clients connect, with a login; there while the instance runs. */
  readonly endpoint: string;
  readonly lock: string;
  readonly keys: string;
  readonly fingerprintKey: string;
  readonly nats: string;
  /** What the embedded nats-server knows of sites with servers of their own: one file each. */
  readonly natsSites: string;
  readonly postgres: string;
  readonly repository: string;
  /** One configuration for each role. */
  readonly run: string;
  readonly log: string;
  /** The age identity of a site. */
  siteIdentity(site: string): string;
  /** The age identity of the operators, as `init` makes it; an operator moves it elsewhere. */
  readonly operatorIdentity: string;
}

export function instancePaths(folder: string): InstancePaths {
  const dir = resolve(folder);
  const keys = join(dir, 'keys');
  return {
    dir,
    settings: join(dir, 'netraven.yaml'),
    endpoint: join(dir, 'endpoint.json'),
    lock: join(dir, 'up.lock'),
    keys,
    fingerprintKey: join(keys, 'fingerprint.key'),
    nats: join(dir, 'nats'),
    natsSites: join(dir, 'nats', 'sites'),
    postgres: join(dir, 'postgres'),
    repository: join(dir, 'configs.git'),
    run: join(dir, 'run'),
    log: join(dir, 'log'),
    siteIdentity: (site) => join(keys, `site-${site}.identity`),
    operatorIdentity: join(dir, 'operator-identity.txt'),
  };
}

export const DEFAULT_DIR = './.netraven';

/** A path of the instance's settings: a relative one starts at its folder, wherever the command was typed. */
export function inInstance({ dir }: InstancePaths, path: string): string {
  return resolve(dir, path);
}
