import type { DeviceInput } from '@netraven/common/api';
import { pathCandidates } from './device-path.ts';
import type { DeviceRows, RowNote } from './read-device-rows.ts';

type HostKeyPolicy = NonNullable<DeviceInput['hostKeyPolicy']>;
/** A device as an operator describes it, complete. */
export type DescribedDevice = DeviceInput & { readonly hostKeyPolicy: HostKeyPolicy };
export type InventoryDevice = DescribedDevice & { readonly path: string };

/** What an import is compared with. */
export interface ImportContext {
  readonly sites: ReadonlySet<string>;
  /** The devices that the rows name, by name. */
  readonly existing: ReadonlyMap<string, InventoryDevice>;
  /** Of the jump hosts that the rows name, those in the inventory. */
  readonly jumpHosts: ReadonlySet<string>;
  /** Of the paths that the rows may get, those in use. */
  readonly takenPaths: ReadonlySet<string>;
  readonly canUpdate: boolean;
  /** For new devices that do not say. */
  readonly hostKeyPolicy: HostKeyPolicy;
}

export interface ImportPlan {
  readonly added: readonly InventoryDevice[];
  /** With the new path where the device moves to another site. */
  readonly updated: readonly (InventoryDevice & { readonly hasMoved: boolean })[];
  readonly unchanged: number;
  readonly errors: readonly RowNote[];
}

/** Decides what an import does to the inventory; with any error it does nothing. */
export function planImport({ devices, errors: rowErrors }: DeviceRows, context: ImportContext): ImportPlan {
  const names = new Set(devices.map(({ input }) => input.name));
  const taken = new Set(context.takenPaths);
  const assign = (input: DeviceInput): string => {
    const path = pathCandidates(input.site, input.name).find((candidate) => !taken.has(candidate));
    if (path === undefined) throw new Error(`no free path for ${input.name}`);
    taken.add(path);
    return path;
  };
  const added: InventoryDevice[] = [];
  const updated: (InventoryDevice & { hasMoved: boolean })[] = [];
  const errors = [...rowErrors];
  let unchanged = 0;
  for (const { row, input } of devices) {
    const before = context.existing.get(input.name);
    const reason = conflictOf(input, { before, names, context });
    if (reason !== undefined) {
      errors.push({ row, name: input.name, reason });
    } else if (!before) {
      const hostKeyPolicy = input.hostKeyPolicy ?? context.hostKeyPolicy;
      added.push({ ...input, hostKeyPolicy, path: assign(input) });
    } else {
      const after = { ...input, hostKeyPolicy: input.hostKeyPolicy ?? before.hostKeyPolicy };
      const hasMoved = before.site !== after.site;
      if (describe(before) === describe(after)) unchanged += 1;
      else updated.push({ ...after, path: hasMoved ? assign(input) : before.path, hasMoved });
    }
  }
  return { added, updated, unchanged, errors: errors.toSorted((a, b) => a.row - b.row) };
}

function conflictOf(
  { site, jumps }: DeviceInput,
  { before, names, context }: { before: unknown; names: ReadonlySet<string>; context: ImportContext },
): string | undefined {
  if (before && !context.canUpdate) return 'name: must be new, is in the inventory already';
  if (!context.sites.has(site)) return `site: must exist, got ${JSON.stringify(site)}`;
  const missing = jumps.find((jump) => !names.has(jump) && !context.jumpHosts.has(jump));
  return missing && `jumps: must be devices of the inventory, got ${JSON.stringify(missing)}`;
}

/** The same text for the same description, whatever the order of tags and limits. */
function describe(device: DescribedDevice): string {
  const { host, port, platform, site, tags, algorithms, hostKeyPolicy, limits, jumps } = device;
  const sortedLimits = Object.entries(limits).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    host,
    port,
    platform,
    site,
    tags.toSorted(),
    algorithms,
    hostKeyPolicy,
    sortedLimits,
    jumps,
  ]);
}
