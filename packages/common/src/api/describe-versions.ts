/** A process of netraven, as far as its version goes. */
export interface VersionedRole {
  /** `dispatcher`, `executor fra`. */
  readonly role: string;
  readonly version: string;
}

/**
 * Names who runs which version, where not all run the same.
 * @returns null when they do
 */
export function describeVersions(roles: readonly VersionedRole[]): string | null {
  const byVersion = Map.groupBy(roles, ({ version }) => version);
  if (byVersion.size < 2) return null;
  return [...byVersion]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([version, those]) => `${version} (${countRoles(those)})`)
    .join(', ');
}

function countRoles(roles: readonly VersionedRole[]): string {
  return [...Map.groupBy(roles, ({ role }) => role)]
    .map(([role, those]) => (those.length === 1 ? role : `${those.length} × ${role}`))
    .toSorted()
    .join(', ');
}

/** What to do about it. */
export const VERSIONS_REMEDY =
  'Bring all roles to one version, dispatchers first: a role may refuse what a newer one sends.';
