/**
 * Where a secret value stands in a line of configuration. Rules are data: a platform carries its own, the executor
 * adds the general ones, an operator writes them in YAML.
 */
export interface RedactionRule {
  /** What the value is, in the token that replaces it: `password`, `snmp-community`, `ike-psk`; `[a-z0-9-]`. */
  readonly kind: string;
  /**
   * JavaScript regular expression source, matched without regard to case against one line, as often as it occurs.
   * The values are the named groups `secret`, `secret1`, `secret2` …; what else it matches stays.
   */
  readonly pattern: string;
  /** The device encrypts the value anew at each read: no fingerprint, a new value is no change. */
  readonly opaque?: boolean;
  /**
   * Regular expression source for a line above that this one belongs to, by indentation or as a RouterOS menu path:
   * the rule counts only below such a line.
   */
  readonly within?: string;
  /** The vendor manual, model or recording the shape is known from. */
  readonly source: string;
}

/** A secret over several lines: each line after `begin` up to, and without, the first that matches `end`. */
export interface RedactionBlock {
  readonly kind: string;
  /** Regular expression sources, matched against one line. */
  readonly begin: string;
  readonly end: string;
  readonly opaque?: boolean;
  readonly source: string;
}
