import { z } from 'zod';

/** By flags, then by source: a joined key would have to be built and hashed at each use. */
const compiled = new Map<string, Map<string, RegExp>>();

/** The source of a JavaScript regular expression, as it stands in a platform. */
export const regexSource = z.string().min(1, 'must not be empty').refine(isRegex, {
  message: 'must be a JavaScript regular expression',
});

function isRegex(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

/**
 * The compiled form of a source, compiled once per process. Never sticky or global, so that it holds no state.
 * @param flags of `i`, `m`, `s`, `u`
 */
export function regexOf(source: string, flags = ''): RegExp {
  let ofFlags = compiled.get(flags);
  if (ofFlags === undefined) {
    ofFlags = new Map();
    compiled.set(flags, ofFlags);
  }
  let regex = ofFlags.get(source);
  if (regex === undefined) {
    regex = new RegExp(source, flags);
    ofFlags.set(source, regex);
  }
  return regex;
}
