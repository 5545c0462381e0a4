import type { Transcript } from '@netraven/common/transcript';
import type { ChaosKind } from './device/chaos.ts';
import type { DevicePlan, GeneratedScript, TranscriptScript } from './device/device-plan.ts';
import type { Family } from './platform/family.ts';
import { families } from './platform/index.ts';
import { type Random, seededRandom } from './random.ts';
import type { DeviceOptions, SimulatorSettings, TranscriptOptions } from './simulator-options.ts';

const CITIES = [
  'ams',
  'ber',
  'cph',
  'dub',
  'fra',
  'hel',
  'lis',
  'lon',
  'mad',
  'mil',
  'osl',
  'par',
  'prg',
  'rom',
] as const;
const ROLES = ['edge', 'core', 'dist', 'acc'] as const;
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '0123456789';

/** A transcript that was read, with what its options say. */
export interface ReadTranscript {
  readonly options: TranscriptOptions;
  readonly transcript: Transcript;
}

/** Decides everything about every device: first those spelled out, then transcripts, then generated ones. */
export function planDevices(
  settings: SimulatorSettings,
  transcripts: readonly ReadTranscript[],
): DevicePlan[] {
  const spelled = settings.devices.map((options) => planGenerated(settings, options, settings.chaos ?? []));
  const replayed = transcripts.map((read) => planReplayed(settings, read));
  const counted = Array.from({ length: settings.count }, (_, index) => planCounted(settings, index));
  return [...spelled, ...replayed, ...counted].map((plan, index) => placeDevice(settings, plan, index));
}

function planCounted(settings: SimulatorSettings, index: number): DevicePlan {
  const platform = settings.platforms[index % settings.platforms.length] ?? 'cisco_ios';
  const random = seededRandom(`${settings.seed}/plan ${index}`);
  const number = String(index + 1).padStart(3, '0');
  const name = `${random.pick(ROLES)}-${random.pick(CITIES)}-${number}`;
  const chaos = random.chance(settings.chaosShare) ? (settings.chaos ?? []) : [];
  return planGenerated(settings, { platform, name }, chaos);
}

function planGenerated(
  settings: SimulatorSettings,
  options: DeviceOptions,
  chaos: readonly ChaosKind[],
): DevicePlan {
  const family = familyOf(options.platform);
  const name = options.name ?? `${options.platform.replaceAll('_', '-')}-001`;
  const seed = `${settings.seed}/${name}/${options.platform}`;
  const merged = { ...settings, chaos, ...options };
  const random = seededRandom(`${seed}/device`);
  const script: GeneratedScript = {
    kind: 'generated',
    family,
    seed,
    model: random.pick(family.models),
    serial: makeSerial(family.serial, random),
    // Most devices are small: squaring pulls an even spread towards 0.
    size: (merged.size ?? random.next() ** 2) / (family.bulk ?? 1),
    level: merged.isPrivileged ? family.prompts.length - 1 : 0,
    driftsAtRead: merged.driftsAtRead ?? true,
    startedAt: settings.startedAt,
  };
  return buildPlan(merged, { name, script, takesLoginOptions: family.takesLoginOptions ?? false });
}

function planReplayed(settings: SimulatorSettings, { options, transcript }: ReadTranscript): DevicePlan {
  const { file: _, ...own } = options;
  const script: TranscriptScript = { kind: 'transcript', transcript };
  const name = options.name ?? transcript.device.name;
  const takesLoginOptions = transcript.platform === 'mikrotik_routeros';
  return buildPlan({ ...settings, ...own }, { name, script, takesLoginOptions });
}

type Settled = Omit<DeviceOptions, 'platform' | 'name'>;

function buildPlan(
  settings: Settled,
  { name, script, takesLoginOptions }: Pick<DevicePlan, 'name' | 'script'> & { takesLoginOptions: boolean },
): DevicePlan {
  return {
    name,
    script,
    host: settings.host ?? '127.0.0.1',
    port: settings.port ?? 0,
    login: {
      username: settings.username ?? 'backup',
      password: settings.password ?? 'Sim!backup-7431',
      enable: settings.enable === undefined ? 'Sim!enable-9027' : settings.enable,
    },
    ssh: {
      methods: settings.auth ?? ['password', 'keyboard-interactive'],
      needsAll: settings.authNeedsAll ?? false,
      interactivePrompts: settings.interactivePrompts ?? 1,
      authorizedKeys: settings.authorizedKeys ?? [],
      algorithms: settings.algorithms ?? 'any',
      maxSessions: settings.maxSessions ?? Number.POSITIVE_INFINITY,
      takesLoginOptions,
    },
    timing: {
      answerMs: settings.answerMs ?? 0,
      slowMs: settings.slowMs ?? 10,
      authSlowMs: settings.authSlowMs ?? 3000,
    },
    chunking: settings.chunking ?? 'whole',
    chaos: settings.chaos ?? [],
    hugeBytes: settings.hugeBytes ?? 50 * 1024 * 1024,
  };
}

/** Gives a device its address and port unless its options already did. */
function placeDevice(settings: SimulatorSettings, plan: DevicePlan, index: number): DevicePlan {
  if (settings.addresses === 'each') {
    // 127.0.0.1 stays free for what else runs here; .0 and .255 are avoided.
    const host = `127.${20 + Math.floor(index / 62_500)}.${Math.floor(index / 250) % 250}.${1 + (index % 250)}`;
    return { ...plan, host, port: plan.port || settings.basePort };
  }
  return { ...plan, port: plan.port || (settings.basePort === 0 ? 0 : settings.basePort + index) };
}

function familyOf(platform: string): Family {
  const family = families[platform];
  if (!family) throw new Error(`no platform "${platform}" in the simulator`);
  return family;
}

function makeSerial(pattern: string, random: Random): string {
  return pattern.replace(/[A9]/g, (sign) => random.text(sign === 'A' ? LETTERS : DIGITS, 1));
}
