import type { InstancePaths } from '../instance/instance-paths.ts';
import type { Api } from '../instance/open-api.ts';
import type { InstanceConfig } from '../instance/read-instance-config.ts';

/** What one look at one part found. */
export interface Check {
  /** The part, in a few words. */
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What to do; empty when it is in order. */
  readonly remedy: string;
}

/** What the checks of a running instance look at. */
export interface Patient {
  readonly paths: InstancePaths;
  readonly settings: InstanceConfig;
  readonly api: Api;
  /** Names of the sites, as far as the API tells. */
  readonly sites: readonly string[];
}

export function ok(name: string, found: string): Check {
  return { name, state: 'ok', found, remedy: '' };
}

export function warn(name: string, found: string, remedy: string): Check {
  return { name, state: 'warn', found, remedy };
}

export function fail(name: string, found: string, remedy: string): Check {
  return { name, state: 'fail', found, remedy };
}
