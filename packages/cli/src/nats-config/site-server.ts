import { executorUser, siteDomain, siteExecutorPermissions } from '@netraven/common/permission';
import { ACCOUNT, formatValue, type ServerParts } from './format-server-config.ts';

/** What the server of a site is told; secrets may be `$NAME` of a variable of its environment. */
export interface SiteServer {
  readonly site: string;
  readonly hubDomain: string;
  readonly executorPassword: string;
  /** The hub, with the login of the site's server: `tls://leaf-fra:…@nats.example.net:7422`. */
  readonly leafUrl: string;
  /** The block `tls` of the link; absent: in the clear. */
  readonly tls?: string | undefined;
  readonly head: string;
}

/** The server of a site: a leaf node of the hub, with a JetStream domain and a store of its own. */
export function siteServer({
  site,
  hubDomain,
  executorPassword,
  leafUrl,
  tls,
  head,
}: SiteServer): ServerParts {
  return {
    head,
    name: site,
    listen: '127.0.0.1:4222',
    monitor: '127.0.0.1:8222',
    storeDir: '/var/lib/netraven-nats',
    domain: siteDomain(site),
    syncsAlways: false,
    users: [
      {
        user: executorUser(site),
        password: executorPassword,
        permissions: siteExecutorPermissions(site, hubDomain),
      },
    ],
    blocks: [
      `leafnodes {
  reconnect: 2
  remotes: [ {
    url: ${formatValue(leafUrl)}
    account: ${ACCOUNT}
${tls ?? ''}  } ]
}`,
    ],
  };
}
