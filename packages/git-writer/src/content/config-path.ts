import { NetravenError } from '@netraven/common';

const SUFFIX = '.cfg';
/** Of the original beside it. */
export const SEALED_SUFFIX = '.age';

const PART = /^[A-Za-z0-9%_][A-Za-z0-9%._+-]*$/;
const LONGEST_PART = 200;
const DOS_DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Checks a path that came with a snapshot: `<site>/<device>.cfg`, with at most two folders between to keep folders
 * small. What passes is a file name on every system that may check the repository out, and cannot leave its folder
 * or mean something to git.
 * @throws NETRAVEN_MESSAGE_INVALID naming the path and the rule
 */
export function checkConfigPath(path: string): void {
  const parts = path.split('/');
  const refusal =
    partsRefusal(parts) ?? parts.map((part, at) => partRefusal(part, at === parts.length - 1)).find(Boolean);
  if (refusal)
    throw new NetravenError(
      'NETRAVEN_MESSAGE_INVALID',
      `path ${JSON.stringify(path.slice(0, 2 * LONGEST_PART))} ${refusal}`,
    );
}

function partsRefusal(parts: readonly string[]): string | undefined {
  if (parts.length < 2 || parts.length > 4) return 'must have 2 to 4 parts, the first being the site';
  if (!parts.at(-1)?.endsWith(SUFFIX)) return `must end with ${SUFFIX}`;
  return undefined;
}

function partRefusal(part: string, isFile: boolean): string | undefined {
  if (!PART.test(part))
    return 'must consist of letters, digits and %._+-, beginning with a letter, digit, % or _';
  if (part.length > LONGEST_PART) return `must have at most ${LONGEST_PART} characters in a part`;
  if (part.endsWith('.')) return 'must not have a part that ends with a dot';
  if (isFile && DOS_DEVICE.test(part)) return 'must not name a DOS device';
  if (!isFile && (part.endsWith(SUFFIX) || part.endsWith(SEALED_SUFFIX)))
    return `must not have a folder that ends with ${SUFFIX} or ${SEALED_SUFFIX}`;
  return undefined;
}
