import { TreeDirectory } from './tree-directory.ts';

/** Turns a changed folder into a stored tree object and gives its id. */
export type StoreTree = (folder: TreeDirectory) => Buffer;

/** Gives the body of a stored tree. */
export type LoadTree = (id: Buffer) => Buffer;

/** All files of the branch, as the bytes of their trees. One commit costs the trees on its path, whatever the fleet. */
export class ConfigTree {
  readonly root = new TreeDirectory('', null);
  readonly #changed = new Set<TreeDirectory>();

  /** Reads every tree below `rootId`, which also shows that each is there. */
  static load(rootId: Buffer, loadTree: LoadTree): ConfigTree {
    const tree = new ConfigTree();
    loadFolder(tree.root, rootId, loadTree);
    return tree;
  }

  /** The blob at a path; undefined when there is none. */
  idOf(path: string): Buffer | undefined {
    const { folders, name } = splitPath(path);
    let folder: TreeDirectory | undefined = this.root;
    for (const part of folders) folder = folder?.folders.get(part);
    return folder?.idOf(name, 'file');
  }

  set(path: string, id: Buffer): void {
    const { folders, name } = splitPath(path);
    let folder = this.root;
    for (const part of folders) folder = childOf(folder, part);
    folder.set(name, 'file', id);
    this.#changed.add(folder);
  }

  /** Removes a file, and the folders that are empty without it: git stores none. */
  delete(path: string): void {
    const { folders, name } = splitPath(path);
    let folder: TreeDirectory | undefined = this.root;
    for (const part of folders) folder = folder?.folders.get(part);
    if (!folder?.idOf(name, 'file')) return;
    folder.delete(name, 'file');
    this.#changed.add(folder);
    while (folder.isEmpty && folder.parent) {
      this.#changed.delete(folder);
      folder.parent.delete(folder.name, 'folder');
      folder.parent.folders.delete(folder.name);
      folder = folder.parent;
      this.#changed.add(folder);
    }
  }

  /** Stores every tree that changed, leaves first, and gives the id of the root. */
  store(storeTree: StoreTree): Buffer {
    const changed = withParents(this.#changed).sort((a, b) => b.depth - a.depth);
    this.#changed.clear();
    let rootId: Buffer | undefined;
    for (const folder of changed) {
      const id = storeTree(folder);
      if (folder.parent) folder.parent.set(folder.name, 'folder', id);
      else rootId = id;
    }
    return rootId ?? storeTree(this.root);
  }
}

function loadFolder(folder: TreeDirectory, id: Buffer, loadTree: LoadTree): void {
  folder.load(loadTree(id));
  for (const entry of folder.entries()) {
    if (entry.kind === 'folder') loadFolder(childOf(folder, entry.name), entry.id, loadTree);
  }
}

function childOf(folder: TreeDirectory, name: string): TreeDirectory {
  const found = folder.folders.get(name);
  if (found) return found;
  const created = new TreeDirectory(name, folder);
  folder.folders.set(name, created);
  return created;
}

function withParents(folders: Iterable<TreeDirectory>): TreeDirectory[] {
  const all = new Set<TreeDirectory>();
  for (const folder of folders) {
    for (let above: TreeDirectory | null = folder; above; above = above.parent) all.add(above);
  }
  return [...all];
}

function splitPath(path: string): { folders: string[]; name: string } {
  const folders = path.split('/');
  return { name: folders.pop() ?? '', folders };
}
