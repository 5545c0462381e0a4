import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFreePort } from '@netraven/cli/embedded';
import { connectNats } from '@netraven/common/jetstream';
import { type DeviceOptions, type Simulator, startSimulator } from '@netraven/simulator';
import type { NatsConnection } from 'nats';
import { type ProxyServer, startProxy } from '../../chaos/system/start-proxy.ts';
import { enrolDevices } from '../../helpers/enrol-devices.ts';
import { readEndpoint } from '../../helpers/read-endpoint.ts';
import { startInstance, type TestInstance } from '../../helpers/start-instance.ts';
import { type LeafSite, startLeafSite } from '../../helpers/start-leaf-site.ts';

const LOGIN = { username: 'netops', password: 'site-login-53', enable: 'site-enable-35' };

export interface TestSite extends LeafSite {
  /** The folder that `site add --out` filled. */
  readonly folder: string;
  /** Between its server and the hub. */
  readonly link: ProxyServer;
}

/** A hub, two sites with servers and executors of their own, and devices at each. */
export interface TwoSites extends AsyncDisposable {
  readonly hub: TestInstance;
  /** Of an operator at the hub. */
  readonly connection: NatsConnection;
  readonly monitorUrl: string;
  readonly fra: TestSite;
  readonly ams: TestSite;
  readonly simulator: Simulator;
  readonly sessionLog: string;
}

/**
 * Starts everything from what `netraven up` and `site add` write.
 * @param devices names begin with their site
 * @param sessions of each site at the same time
 */
export async function startTwoSites(devices: readonly DeviceOptions[], sessions: number): Promise<TwoSites> {
  await using starting = new AsyncDisposableStack();
  const port = await findFreePort();
  // What it advertises leads nowhere, or a server would find its way around the proxy.
  const settings = [
    `hub: { leafListen: '127.0.0.1:${port}', leafAdvertise: '127.0.0.1:1' }`,
    'dispatcher: { siteAwayMs: 1000, siteWarnMs: 2000 }',
  ].join('\n');
  const hub = starting.use(await startInstance(['--executors', '1'], settings));
  const places = { fra: await place('fra'), ams: await place('ams') };
  // The hub's server learns of sites at its start.
  await hub.restart();
  const sessionLog = join(hub.dir, 'sessions.jsonl');
  const simulator = starting.use(await startSimulator({ devices: [...devices], sessionLog, ...LOGIN }));
  const enrolled = simulator.devices.map(({ name, host, port, platform }) => {
    return { name, host, port, platform, site: name.slice(0, 'fra'.length) };
  });
  await enrolDevices(hub, enrolled, LOGIN);
  const connection = await connectNats(await readEndpoint(hub.dir), { name: 'test', waitMs: 30_000 });
  starting.defer(() => connection.close());
  const open = async (site: keyof typeof places) => {
    const running = starting.use(await startLeafSite(places[site].folder, site, sessions));
    return { ...running, ...places[site] };
  };
  const [fra, ams] = await Promise.all([open('fra'), open('ams')]);
  const config = await readFile(join(hub.dir, 'nats', 'nats-server.conf'), 'utf8');
  const monitorUrl = `http://${/^http: "?([^"\s]+)/m.exec(config)?.[1]}`;
  const running = starting.move();
  return {
    hub,
    connection,
    monitorUrl,
    fra,
    ams,
    simulator,
    sessionLog,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };

  async function place(site: string): Promise<Pick<TestSite, 'folder' | 'link'>> {
    const link = starting.use(await startProxy(port));
    const folder = join(hub.dir, site);
    const kit = ['--out', folder, '--hub', `127.0.0.1:${link.port}`, '--clear'];
    const added = await hub.netraven(['site', 'add', site, ...kit]);
    if (added.code !== 0) throw new Error(added.stderr);
    return { folder, link };
  }
}
