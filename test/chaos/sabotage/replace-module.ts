import { registerHooks } from 'node:module';

/**
 * Makes every import of one module of this repository give another one instead, which itself still gets the original.
 * @param original path below `packages`
 * @param replacement URL of a module with the same exports
 */
export function replaceModule(original: string, replacement: URL): void {
  const target = new URL(`../../../packages/${original}`, import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context);
      if (resolved.url !== target || context.parentURL === replacement.href) return resolved;
      return { ...resolved, url: replacement.href };
    },
  });
}
