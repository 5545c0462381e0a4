import { executorUser, leafUser, siteDomain } from '@netraven/common/permission';
import { stringify } from 'yaml';
import { formatServerConfig } from '../nats-config/format-server-config.ts';
import { siteServer } from '../nats-config/site-server.ts';
import type { SiteFile, SiteKit } from './site-kit.ts';
import { siteCompose, siteReadme, siteUnits } from './site-texts.ts';

/** Where the files live on the site's host. */
const ETC = '/etc/netraven';

/** Everything the host of a site needs, to be copied to `/etc/netraven` there. */
export function buildSiteFiles(kit: SiteKit): SiteFile[] {
  const secret = (path: string, content: string): SiteFile => ({ path, content, isSecret: true });
  const open = (path: string, content: string): SiteFile => ({ path, content, isSecret: false });
  return [
    secret('nats-server.conf', serverConfig(kit)),
    secret('executor.yaml', executorConfig(kit)),
    ...(kit.identity === undefined ? [] : [secret('site.identity', `${kit.identity.trim()}\n`)]),
    secret('fingerprint.key', `${kit.fingerprintKey.trim()}\n`),
    ...Object.entries(siteUnits(kit.site)).map(([name, unit]) => open(name, unit)),
    open('docker-compose.yml', siteCompose(kit.site)),
    open('README.md', siteReadme(kit)),
  ];
}

function serverConfig({ site, hub, hubDomain, usesTls, logins }: SiteKit): string {
  const url = `${usesTls ? 'tls' : 'nats-leaf'}://${leafUser(site)}:${logins.leaf}@${hub}`;
  return formatServerConfig(
    siteServer({
      head: `# nats-server of site ${site}: what its executors produce waits here while the link to the hub is cut.
# On nats-server 2.10 or newer, "sync_interval: always" in jetstream makes an acknowledgement mean "on disk".
`,
      site,
      hubDomain,
      executorPassword: logins.executor,
      leafUrl: url,
      tls: usesTls
        ? `    # An authority of your own: tls { ca_file: "${ETC}/hub-ca.pem" }\n    tls {}\n`
        : undefined,
    }),
  );
}

function executorConfig({ site, hubDomain, logins }: SiteKit): string {
  return stringify({
    nats: {
      url: 'nats://127.0.0.1:4222',
      user: executorUser(site),
      password: logins.executor,
      domain: hubDomain,
      siteDomain: siteDomain(site),
    },
    executor: { site },
    secrets: { identityFile: `${ETC}/site.identity`, fingerprintKeyFile: `${ETC}/fingerprint.key` },
  });
}
