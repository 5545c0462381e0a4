import { readdirSync } from 'node:fs';
import { NetravenError } from '@netraven/common';
import { applyDelta } from './delta.ts';
import { type GitObject, readLooseObject } from './loose-object.ts';
import { type ObjectType, objectId } from './object-id.ts';
import { objectTypeOf } from './pack-entry.ts';
import { PackFile } from './pack-file.ts';

/**
 * Reads the objects of one repository by id, a few bytes at a time, so that neither memory nor time follow the size
 * of its history. Packs that another process adds or consolidates are found on the first miss.
 */
export class ObjectStore {
  readonly #gitDir: string;
  #packs: PackFile[] = [];

  constructor(gitDir: string) {
    this.#gitDir = gitDir;
    this.refresh();
  }

  get packCount(): number {
    return this.#packs.length;
  }

  packSizes(): { readonly name: string; readonly bytes: number }[] {
    return this.#packs.map(({ name, size }) => ({ name, bytes: size }));
  }

  close(): void {
    for (const pack of this.#packs) pack.close();
    this.#packs = [];
  }

  /** Whether a pack holds the object. Packs of other processes may be missed, loose objects are. */
  isPacked(id: Buffer): boolean {
    return this.#packs.some((pack) => pack.index.offsetOf(id) !== undefined);
  }

  /**
   * @param id 40 hex digits or 20 bytes
   * @returns undefined when the repository does not hold it
   * @throws NETRAVEN_REPOSITORY_DAMAGED when what is stored is not that object
   */
  read(id: string | Buffer): GitObject | undefined {
    const binary = typeof id === 'string' ? Buffer.from(id, 'hex') : id;
    const object = this.#find(binary) ?? this.#findAgain(binary);
    if (object && !objectId(object.type, object.body).equals(binary))
      throw damaged(binary, 'its hash differs');
    return object;
  }

  /**
   * As `read`, for an object that must be there.
   * @throws NETRAVEN_REPOSITORY_DAMAGED when it is absent, of another type, or not what its id says
   */
  readAs(type: ObjectType, id: string | Buffer): Buffer {
    const object = this.read(id);
    const binary = typeof id === 'string' ? Buffer.from(id, 'hex') : id;
    if (!object) throw damaged(binary, `expected a ${type}, found nothing`);
    if (object.type !== type) throw damaged(binary, `expected a ${type}, found a ${object.type}`);
    return object.body;
  }

  /** Opens packs that have appeared and forgets those that are gone. */
  refresh(): void {
    const folder = `${this.#gitDir}/objects/pack`;
    const names = new Set(readdirSync(folder).filter((file) => file.endsWith('.idx')));
    const kept = this.#packs.filter((pack) => {
      if (names.delete(`${pack.name}.idx`)) return true;
      pack.close();
      return false;
    });
    const added = [...names].flatMap((file) => openPack(folder, file.slice(0, -'.idx'.length)));
    this.#packs = [...kept, ...added].sort((a, b) => b.index.count - a.index.count);
  }

  #find(id: Buffer): GitObject | undefined {
    try {
      for (const pack of this.#packs) {
        const offset = pack.index.offsetOf(id);
        if (offset !== undefined) return this.#readAt(pack, offset);
      }
      return readLooseObject(this.#gitDir, id);
    } catch (cause) {
      if (cause instanceof NetravenError) throw cause;
      throw damaged(id, cause instanceof Error ? cause.message : String(cause), cause);
    }
  }

  #findAgain(id: Buffer): GitObject | undefined {
    this.refresh();
    return this.#find(id);
  }

  #readAt(pack: PackFile, offset: number): GitObject {
    const entry = pack.readEntry(offset);
    const type = objectTypeOf(entry.type);
    if (type) return { type, body: entry.body };
    const base = this.#baseOf(pack, entry);
    return { type: base.type, body: applyDelta(base.body, entry.body) };
  }

  #baseOf(pack: PackFile, { baseOffset, baseId }: ReturnType<PackFile['readEntry']>): GitObject {
    if (baseOffset !== undefined) return this.#readAt(pack, baseOffset);
    const base = baseId && this.#find(baseId);
    if (!base) throw new RangeError('the base of a delta is missing');
    return base;
  }
}

/** A pack that vanishes between listing and opening was consolidated: its objects are in another. */
function openPack(folder: string, name: string): PackFile[] {
  try {
    return [new PackFile(`${folder}/${name}`, name)];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new NetravenError('NETRAVEN_REPOSITORY_DAMAGED', `${name} cannot be opened: ${String(error)}`, {
      cause: error,
    });
  }
}

function damaged(id: Buffer, reason: string, cause?: unknown): NetravenError {
  return new NetravenError('NETRAVEN_REPOSITORY_DAMAGED', `object ${id.toString('hex')}: ${reason}`, {
    cause,
  });
}
