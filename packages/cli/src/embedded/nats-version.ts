/**
 * Whether a server of this version keeps acknowledgements when it is killed and can flush each message to disk:
 * 2.10 and newer do.
 * @param version for example `2.9.10`
 */
export function isPreferred(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major > 2 || (major === 2 && minor >= 10);
}
