import { leafUser } from '@netraven/common/permission';
import { leafVariable } from './build-hub-snippet.ts';
import type { SiteKit } from './site-kit.ts';

const hardening = `NoNewPrivileges=true
ProtectSystem=strict
ProtectHome=true
PrivateTmp=true
PrivateDevices=true
ProtectKernelTunables=true
ProtectKernelModules=true
ProtectControlGroups=true
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictSUIDSGID=true
LockPersonality=true
CapabilityBoundingSet=`;

/** systemd units by file name. */
export function siteUnits(site: string): Record<string, string> {
  return {
    'netraven-nats.service': `[Unit]
Description=NATS server of netraven site ${site}
After=network-online.target
Wants=network-online.target

[Service]
User=netraven
ExecStart=/usr/bin/env nats-server --config /etc/netraven/nats-server.conf
ExecReload=/bin/kill -HUP $MAINPID
StateDirectory=netraven-nats
StateDirectoryMode=0700
Restart=always
RestartSec=2
LimitNOFILE=65536
${hardening}

[Install]
WantedBy=multi-user.target
`,
    'netraven-executor.service': `[Unit]
Description=netraven executor of site ${site}
After=netraven-nats.service
Wants=netraven-nats.service

[Service]
User=netraven
ExecStart=/usr/bin/env netraven executor --site ${site} --config /etc/netraven/executor.yaml
TimeoutStopSec=40
Restart=always
RestartSec=2
LimitNOFILE=65536
${hardening}

[Install]
WantedBy=multi-user.target
`,
  };
}

/** Both services in containers; they share the network of the server, so that nothing else reaches it. */
export function siteCompose(site: string): string {
  return `# Site ${site} in containers: docker compose up --detach
name: netraven-${site}
services:
  nats:
    image: nats:2.11.9-alpine
    restart: unless-stopped
    command: ["--config", "/etc/netraven/nats-server.conf"]
    volumes: ["./nats-server.conf:/etc/netraven/nats-server.conf:ro", "store:/var/lib/netraven-nats"]
    healthcheck:
      test: ["CMD", "wget", "--quiet", "--spider", "http://127.0.0.1:8222/healthz"]
      interval: 30s
      timeout: 10s
      start_period: 60s
      start_interval: 2s
      retries: 3
  executor:
    image: netraven:local
    restart: unless-stopped
    network_mode: service:nats
    # Whoever owns the files of this folder.
    user: "\${NETRAVEN_UID:-0}:\${NETRAVEN_GID:-0}"
    init: true
    read_only: true
    tmpfs: [/tmp]
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    stop_grace_period: 40s
    command: [executor, --site, ${site}, --config, /etc/netraven/executor.yaml]
    volumes: [".:/etc/netraven:ro"]
    depends_on:
      nats: { condition: service_healthy }
volumes:
  store:
`;
}

export function siteReadme({ site, hub, identity }: SiteKit): string {
  return `# Site ${site}

On the host of the site, which reaches its devices and ${hub} and needs to be reached by nobody:

    useradd --system netraven; install -d -o netraven -m 700 /etc/netraven
    install -o netraven -m 600 nats-server.conf executor.yaml ${identity === undefined ? '' : 'site.identity '}fingerprint.key /etc/netraven/
    cp netraven-*.service /etc/systemd/system/ && systemctl daemon-reload && systemctl enable --now netraven-nats netraven-executor

or, in containers, \`docker compose up --detach\` in this folder.${
    identity === undefined
      ? '\n\nThe private key of the site was made there: put it to /etc/netraven/site.identity, mode 0600.'
      : ''
  }

At the hub: \`hub-${site}.conf\` is included at the top of its configuration, and \`$${leafVariable(site)}\` stands among the users
of the account; then \`nats-server --signal reload\`. It holds no secret. (A running \`netraven up\` with \`hub.leafListen\` has done this.)

To revoke the site: take both lines away and restart the hub's server, since a reload refuses the user
\`${leafUser(site)}\` from then on and leaves an open connection open (with \`netraven up\`: \`netraven site remove ${site}\`,
and restart). Then \`netraven key rotate\` and new passwords on the devices, if the host was taken.

To replace its passwords: \`netraven site rotate ${site} --out\` this folder, and repeat both parts.
`;
}
