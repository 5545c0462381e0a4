import { platformData } from './data/index.ts';
import { type Platform, type PlatformData, platformSchema } from './platform.ts';

/** By lower-case name and alias; filled at the first question, since a command of the CLI may need none. */
let known: Map<string, Platform> | undefined;

/**
 * The platform of a name or alias, whatever its case: netmiko `device_type`, Oxidized model or RANCID type. Where
 * netmiko names the way of access as well (`_ssh`, `_telnet`, `_serial`), that end is left out.
 * A name wins over an alias.
 */
export function findPlatform(name: string): Platform | undefined {
  const wanted = name.trim().toLowerCase();
  const plain = wanted.replaceAll('-', '_');
  const names = [wanted, plain, plain.replace(/_(ssh|telnet|serial)$/, '')];
  return names.map((one) => index().get(one)).find((platform) => platform !== undefined);
}

/** Names of all platforms in alphabetical order, without aliases. */
export function platformNames(): string[] {
  return platforms().map((platform) => platform.name);
}

/** All platforms, in alphabetical order of their names. */
export function platforms(): Platform[] {
  return [...new Set(index().values())].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Adds platforms over those that are there: one of the same name is replaced, and its old aliases with it. */
export function addPlatforms(added: readonly Platform[]): void {
  const names = new Set(added.map((platform) => platform.name));
  known = indexOf([...platforms().filter((platform) => !names.has(platform.name)), ...added]);
}

function index(): Map<string, Platform> {
  known ??= indexOf(platformData.map((data: PlatformData) => platformSchema.parse(data)));
  return known;
}

function indexOf(list: readonly Platform[]): Map<string, Platform> {
  const map = new Map<string, Platform>();
  for (const platform of list) for (const alias of platform.aliases) map.set(alias.toLowerCase(), platform);
  for (const platform of list) map.set(platform.name, platform);
  return map;
}
