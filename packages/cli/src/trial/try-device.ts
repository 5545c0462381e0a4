import { writeFile } from 'node:fs/promises';
import type { DeviceSession } from '@netraven/common/api';
import type { Config } from '@netraven/common/config';
import { inDomain } from '@netraven/common/jetstream';
import { formatTranscript } from '@netraven/common/transcript';
import type { CommandContext } from '../command/command-context.ts';
import type { InstancePaths } from '../instance/instance-paths.ts';
import { readInstanceConfig } from '../instance/read-instance-config.ts';
import { keySources } from '../up/key-sources.ts';

/** The device whose session is wanted, and the platform it is taken for. */
export interface Wanted {
  readonly device: string;
  /** Another than in the inventory. */
  readonly platform?: string | undefined;
  readonly record?: string | undefined;
}

/**
 * One session with a device of the inventory, from this machine, which must hold the key of its site; nothing is
 * stored. What the session was like goes to standard error.
 * @param record file that gets the session as a transcript, whether it failed or not; readable by its owner alone
 * @throws the error of a session that failed, after its log was shown; and as `tryDevice` of the executor
 */
export async function tryDevice(context: CommandContext, { device, platform, record }: Wanted) {
  const api = await context.api();
  const found = await api.call('device.session', { name: device });
  const target = { ...found, device: { ...found.device, platform: platform ?? found.device.platform } };
  const { config } = await readInstanceConfig(context.paths, context.environment);
  const domain = config.nats.siteDomain || api.target.domain;
  const { tryDevice: tryIt } = await import('@netraven/executor/try-device');
  const trial = await tryIt({
    target,
    config: trialConfig(config, context.paths, target),
    local: api.connection.jetstream(inDomain(domain)),
    signal: context.interrupted(),
  });
  const transcript = trial.transcript === null ? null : formatTranscript(trial.transcript);
  if (record !== undefined && transcript !== null) await writeFile(record, transcript, { mode: 0o600 });
  if (trial.kind === 'captured') return { ...trial, transcript };
  context.terminal.stderr.write(trial.connectionLog);
  if (record !== undefined) context.terminal.stderr.write(recordedText(record, transcript));
  throw trial.error;
}

function recordedText(record: string, transcript: string | null): string {
  return transcript === null
    ? `${record} not written: a secret stands in the session\n`
    : `${record} written\n`;
}

/** With the keys an executor of the site would have on this machine; whoever tries wants to see all that was printed. */
export function trialConfig(
  config: Config,
  paths: InstancePaths,
  { site }: Pick<DeviceSession, 'site'>,
): Config {
  return {
    ...config,
    connectionLog: { ...config.connectionLog, fullOutput: true },
    secrets: { recipients: [], ...keySources({ paths, config, site }) },
  };
}
