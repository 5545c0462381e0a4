import { findPlatform, platforms, type RedactionRule } from '@netraven/common/platform';

/** The rules that fit a name, and whether the name is known. */
export interface FoundRules {
  readonly rules: readonly RedactionRule[];
  readonly isKnown: boolean;
}

/**
 * Secret shapes of a platform (name or alias), or of all platforms of a vendor: `cisco` has those of `cisco_ios`,
 * `cisco_nxos` and so on. An unknown name has none of its own; the general rules apply all the same.
 */
export function redactionRulesOf(name: string): FoundRules {
  const wanted = name.trim().toLowerCase();
  const platform = findPlatform(wanted);
  if (platform) return { rules: platform.secrets, isKnown: true };
  const ofVendor = platforms().filter((candidate) => candidate.name.startsWith(`${wanted}_`));
  return { rules: ofVendor.flatMap((candidate) => candidate.secrets), isKnown: ofVendor.length > 0 };
}
