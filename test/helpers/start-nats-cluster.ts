import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EmbeddedNats, findFreePort, findNatsServer, natsRoles } from '@netraven/cli/embedded';
import { type Logger, MINUTE, SECOND } from '@netraven/common';
import { z } from 'zod';
import { buildLogins } from '../../packages/cli/src/embedded/build-logins.ts';
import { buildNatsConfig, HUB_DOMAIN } from '../../packages/cli/src/embedded/build-nats-config.ts';
import { spawnGuarded } from '../../packages/cli/src/embedded/spawn-guarded.ts';
import { type SupervisedServer, superviseServer } from '../../packages/cli/src/embedded/supervise-server.ts';

/** One server of a cluster. */
export interface ClusterNode {
  readonly url: string;
  readonly monitorUrl: string;
  readonly server: SupervisedServer;
}

/** A JetStream cluster; what it shares with a single server is of its first node. */
export interface NatsCluster extends EmbeddedNats {
  readonly nodes: readonly ClusterNode[];
}

export interface ClusterOptions {
  /** Folder of its own. */
  readonly dir: string;
  readonly size?: number;
  readonly site?: string;
  readonly log: Logger;
}

/** Starts real nats-servers as one JetStream cluster, domain `hub`, each supervised as a single one is. */
export async function startNatsCluster(options: ClusterOptions): Promise<NatsCluster> {
  const { dir, size = 3, site = 'default', log } = options;
  const binary = await findNatsServer();
  const passwords = passwordsSchema.parse(
    Object.fromEntries(natsRoles.map((role) => [role, `p${randomBytes(24).toString('hex')}`])),
  );
  const routePorts = await Promise.all(Array.from({ length: size }, () => findFreePort()));
  const routes = routePorts.map((port) => `"nats-route://127.0.0.1:${port}"`).join(', ');
  const startNode = async (routePort: number, index: number): Promise<ClusterNode> => {
    const folder = join(dir, `n${index + 1}`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const [port, monitorPort] = [await findFreePort(), await findFreePort()];
    const single = buildNatsConfig({
      version: binary.version,
      port,
      monitorPort,
      storeDir: join(folder, 'store'),
      pidFile: join(folder, 'nats-server.pid'),
      passwords,
      site,
      isDurable: false,
    });
    const file = join(folder, 'nats-server.conf');
    const cluster = `cluster { name: hub, listen: "127.0.0.1:${routePort}", routes: [${routes}] }\n`;
    await writeFile(
      file,
      `${cluster}${single.replace('server_name: "hub"', `server_name: "n${index + 1}"`)}`,
    );
    const monitorUrl = `http://127.0.0.1:${monitorPort}`;
    const server = await superviseServer({
      name: `nats-server n${index + 1}`,
      log,
      readyLimitMs: 2 * MINUTE,
      spawn: () =>
        spawnGuarded({
          command: binary.path,
          args: ['-c', file],
          endSignal: 'SIGTERM',
          endLimitMs: 10 * SECOND,
          onLine: (line) => log.debug({ line }, 'nats-server'),
        }),
      isReady: () => isCurrent(monitorUrl, size),
      explain: (lastLine) => new Error(`nats-server ${binary.version}: ${lastLine}`),
    });
    return { url: `nats://127.0.0.1:${port}`, monitorUrl, server };
  };
  const nodes = await Promise.all(routePorts.map(startNode));
  const [first] = nodes;
  if (first === undefined) throw new Error('a cluster has a server');
  const stop = async () => void (await Promise.all(nodes.map(({ server }) => server.stop())));
  return {
    ...first,
    version: binary.version,
    domain: HUB_DOMAIN,
    logins: buildLogins(passwords, site),
    nodes,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const passwordsSchema = z.record(z.enum(natsRoles), z.string());

const metaSchema = z.object({ meta_cluster: z.object({ cluster_size: z.number(), leader: z.string() }) });

/** Whether the server knows all its peers and their leader, and has caught up with its streams. */
async function isCurrent(monitorUrl: string, size: number): Promise<boolean> {
  try {
    const within = { signal: AbortSignal.timeout(2 * SECOND) };
    const answer = metaSchema.safeParse(await (await fetch(`${monitorUrl}/jsz`, within)).json());
    if (answer.data?.meta_cluster.cluster_size !== size || answer.data.meta_cluster.leader === '')
      return false;
    return (await fetch(`${monitorUrl}/healthz`, within)).ok;
  } catch {
    return false;
  }
}
