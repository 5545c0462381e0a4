import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the checker must notice when it is missing. */
export const sabotages = ['lease', 'fence', 'acknowledgement'] as const;
export type Sabotage = (typeof sabotages)[number];

/**
 * From now on every Node process started here runs with one part of the services replaced by a broken one. Nothing in
 * the services knows of this: Node itself loads `preload-…` before them, and that swaps a module as it is imported.
 */
export function breakPromise(sabotage: Sabotage): void {
  const preload = new URL(`./preload-${sabotage}.ts`, import.meta.url);
  if (!existsSync(fileURLToPath(preload))) throw new Error(`${preload.href} is missing`);
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --import ${preload.href}`.trim();
}
