import { families } from '@netraven/simulator';

const TOKEN = /<secret:[a-z][a-z0-9-]*:[a-z0-9-]+>/;

/**
 * Lines that netraven takes for moving ones although these devices repeat them: FortiOS names the reader in one, and
 * writes every password as `ENC`, most of them encrypted anew at each read.
 */
const TAKEN_FOR_MOVING = [/^#config-version=\S+:user=/, /^\s*set \S+ ENC \S+$/];

/** A configuration without the lines that move by themselves, and without blank lines at its ends. */
export function stableLines(text: string, platform: string): string[] {
  const volatile = [...(families[platform]?.volatile ?? []), ...TAKEN_FOR_MOVING];
  const lines = text.split('\n').filter((line) => !volatile.some((pattern) => pattern.test(line)));
  const first = lines.findIndex((line) => line !== '');
  return lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
}

/**
 * Compares a stored configuration with what the device prints: the same lines, with a token wherever a part is
 * missing.
 * @returns the first difference, or null
 */
export function compareText(stored: string, expected: string, platform: string): string | null {
  const [found, wanted] = [stableLines(stored, platform), stableLines(expected, platform)];
  for (let index = 0; index < Math.max(found.length, wanted.length); index++) {
    const [line, original] = [found[index], wanted[index]];
    if (line === original) continue;
    if (line !== undefined && original !== undefined && isRedacted(line, original)) continue;
    return `line ${index + 1}: expected ${JSON.stringify(original)}, found ${JSON.stringify(line)}`;
  }
  return null;
}

/** Whether a line is another one in which parts were replaced by tokens. */
function isRedacted(line: string, original: string): boolean {
  const pieces = line.split(TOKEN);
  if (pieces.length === 1) return false;
  const pattern = pieces.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+');
  return new RegExp(`^${pattern}$`).test(original);
}
