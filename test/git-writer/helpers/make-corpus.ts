import { seededRandom } from './random.ts';

/** One device of a made-up fleet. */
export interface CorpusDevice {
  readonly path: string;
  /** Lines of its first configuration. */
  readonly lines: readonly string[];
}

/** One configuration to commit. */
export interface CorpusWrite {
  readonly path: string;
  readonly body: Buffer;
}

const DEVICES_PER_SITE = 200;
const MEAN_INTERFACES = 60;

/**
 * Configurations that look and compress like real ones (mean near 20 KB, log-normal sizes): the same seed gives the
 * same bytes.
 */
export function makeCorpus(seed: number, deviceCount: number): CorpusDevice[] {
  const random = seededRandom(seed);
  return Array.from({ length: deviceCount }, (_, index) => ({
    path: `site-${String(Math.floor(index / DEVICES_PER_SITE)).padStart(3, '0')}/device-${String(index).padStart(5, '0')}.cfg`,
    lines: makeLines(random, index),
  }));
}

/** The first configuration of every device, in order. */
export function firstWrites(corpus: readonly CorpusDevice[]): CorpusWrite[] {
  return corpus.map(({ path, lines }) => ({ path, body: Buffer.from(`${lines.join('\n')}\n`) }));
}

/** `count` changes of a few lines each on devices picked at random; every one differs from what stands. */
export function makeChanges(seed: number, corpus: readonly CorpusDevice[], count: number): CorpusWrite[] {
  const random = seededRandom(seed);
  const current = corpus.map(({ lines }) => [...lines]);
  return Array.from({ length: count }, (_, change) => {
    const index = Math.floor(random() * corpus.length);
    const lines = current[index] ?? [];
    for (let edit = 0; edit < 3; edit++) {
      lines[Math.floor(random() * lines.length)] =
        ` description change ${change} ${Math.floor(random() * 1e9)}`;
    }
    return { path: corpus[index]?.path ?? '', body: Buffer.from(`${lines.join('\n')}\n`) };
  });
}

function makeLines(random: () => number, index: number): string[] {
  const any = (limit: number) => Math.floor(random() * limit);
  const spread = Math.exp(Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()) * 0.7);
  const interfaces = Math.max(4, Math.round(MEAN_INTERFACES * spread));
  const lines = ['version 17.9', `hostname device-${index}`, 'service timestamps log datetime msec'];
  for (let port = 0; port < interfaces; port++) {
    lines.push(
      `interface GigabitEthernet${any(8)}/0/${port}`,
      ` description to-${any(1e6).toString(36)}-${any(1e6).toString(36)} circuit ${any(1e9)}`,
      ` ip address 10.${any(256)}.${any(256)}.${any(256)} 255.255.255.${any(2) ? 0 : 252}`,
      ` bandwidth ${any(1e6)}`,
      ` mac-address ${any(65536).toString(16)}.${any(65536).toString(16)}.${any(65536).toString(16)}`,
      ' no shutdown',
      '!',
    );
  }
  for (let row = 0; row < interfaces * 2; row++) {
    lines.push(
      `access-list ${100 + any(50)} permit tcp 10.${any(256)}.${any(256)}.0 0.0.0.255 any eq ${any(65536)}`,
    );
  }
  for (let row = 0; row < interfaces; row++) {
    lines.push(`ip route 172.${any(32)}.${any(256)}.0 255.255.255.0 10.${any(256)}.${any(256)}.1`);
  }
  lines.push('end');
  return lines;
}
