import type { SealedCredential } from '@netraven/common/message';

/** A credential with its copies by site. */
export interface StoredCredential {
  readonly name: string;
  readonly username: string;
  /** A device must share one of these; none serves every device. */
  readonly tags: readonly string[];
  /** Lower is tried first. */
  readonly priority: number;
  /** Site name → armoured age text. */
  readonly sealed: Readonly<Record<string, string>>;
}

/** The credentials that serve a device with these tags at this site, in the order they are tried. */
export function matchCredentials(
  tags: readonly string[],
  site: string,
  credentials: readonly StoredCredential[],
): SealedCredential[] {
  return credentials
    .filter((credential) => credential.tags.length === 0 || credential.tags.some((tag) => tags.includes(tag)))
    .toSorted((a, b) => a.priority - b.priority || (a.name < b.name ? -1 : 1))
    .flatMap(({ name, username, sealed }) => {
      const copy = sealed[site];
      return copy === undefined ? [] : [{ name, username, sealed: copy }];
    });
}
