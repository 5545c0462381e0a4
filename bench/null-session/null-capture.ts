import { setTimeout as delay } from 'node:timers/promises';
import { findPlatform } from '@netraven/common/platform';
import type {
  CaptureReport,
  captureDevice as captureReally,
} from '../../packages/executor/src/capture/capture-device.ts';

export * from '../../packages/executor/src/capture/capture-device.ts';

/** How long a session takes; the CPU it would cost is what this leaves out. */
const SESSION_MS = Number(process.env.BENCH_SESSION_MS ?? 0);
const INTERFACES = 48;

/** Stands in for a session: no connection, no login, no prompt; a configuration of about 6 KB with one secret. */
export async function captureDevice(request: Parameters<typeof captureReally>[0]): Promise<CaptureReport> {
  const { name, platform: platformName } = request.device;
  const platform = findPlatform(platformName);
  if (platform === undefined) throw new Error(`no platform ${platformName}`);
  const startedAt = new Date().toISOString();
  await delay(SESSION_MS);
  const facts = { version: '17.9', model: 'C9300', serial: `FOC${name}`, hostname: name, uptime: null };
  return {
    kind: 'captured',
    capture: { platform, text: configurationOf(name), command: 'show running-config', facts },
    transcript: [],
    hostKey: null,
    jumpHostKeys: [],
    credentialName: request.credentials[0]?.name ?? null,
    refusedCredentials: [],
    startedAt,
    sessionMs: SESSION_MS,
    phases: [],
  };
}

function configurationOf(name: string): string {
  const ports = Array.from({ length: INTERFACES }, (_, port) =>
    [
      `interface GigabitEthernet1/0/${port + 1}`,
      ` description to ${name}-${port + 1}, patch ${port * 7}`,
      ' switchport mode access',
      ` switchport access vlan ${10 + (port % 8)}`,
      '!',
    ].join('\n'),
  );
  return [
    'version 17.9',
    `hostname ${name}`,
    `enable secret 9 $9$${Buffer.from(name).toString('base64')}aaaaaaaaaaaaaaaaaaaa`,
    ...ports,
    'end',
  ].join('\n');
}
