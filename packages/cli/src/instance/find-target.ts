import { NetravenError } from '@netraven/common';
import { type Config, parseConfig, readSettings, type Settings } from '@netraven/common/config';
import { type Endpoint, readEndpoint } from './endpoint-file.ts';
import { fileExists } from './file-exists.ts';
import type { InstancePaths } from './instance-paths.ts';

/** How to reach an instance. */
export interface Target {
  readonly nats: Endpoint['nats'];
  readonly domain: string;
  /** Where this was found, for messages. */
  readonly source: string;
  /** Set when the instance was started by `up` on this machine. */
  readonly endpoint: Endpoint | undefined;
}

/**
 * Finds out where the instance is: `NETRAVEN_NATS_URL` and its companions, else `endpoint.json` of the folder, else
 * `nats.url` of its `netraven.yaml`.
 * @throws NETRAVEN_INSTANCE_MISSING when none of them says so
 */
export async function findTarget(
  paths: InstancePaths,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Target> {
  const variables = await readSettings({ environment });
  if (hasNatsUrl(variables)) return fromConfig(parseConfig(variables), 'NETRAVEN_NATS_URL');
  const endpoint = await readEndpoint(paths.endpoint);
  if (endpoint) return { nats: endpoint.nats, domain: endpoint.domain, source: paths.endpoint, endpoint };
  const settings = (await fileExists(paths.settings))
    ? await readSettings({ file: paths.settings, environment })
    : {};
  if (hasNatsUrl(settings)) return fromConfig(parseConfig(settings), paths.settings);
  throw new NetravenError('NETRAVEN_INSTANCE_MISSING', `no instance runs in ${paths.dir}`);
}

/** Whether the operator named a NATS server, rather than leaving it to a default. */
export function hasNatsUrl(settings: Settings): boolean {
  return typeof (settings.nats as { url?: unknown } | undefined)?.url === 'string';
}

function fromConfig({ nats }: Config, source: string): Target {
  const { domain, siteDomain: _siteDomain, ...login } = nats;
  return { nats: login, domain, source, endpoint: undefined };
}
