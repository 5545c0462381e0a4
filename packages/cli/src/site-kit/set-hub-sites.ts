import { quote } from '@netraven/common/permission';
import { leafVariable } from './build-hub-snippet.ts';

const INCLUDE = /^include "sites\/[^"]+"$/;
const VARIABLE = /^\s*\$LEAF_[A-Z0-9_]+$/;
/** Ends the users of the only account, as `formatServerConfig` writes it. */
const END_OF_USERS = '    ]';

/**
 * The configuration of an embedded server with exactly these sites. One that takes no leaf nodes stays as it is.
 * @param config as `buildNatsConfig` wrote it
 */
export function setHubSites(config: string, sites: readonly string[]): string {
  if (!/^leafnodes \{$/m.test(config)) return config;
  const lines = config.split('\n').filter((line) => !INCLUDE.test(line) && !VARIABLE.test(line));
  const end = lines.lastIndexOf(END_OF_USERS);
  return [
    ...sites.map((site) => `include ${quote(`sites/${site}.conf`)}`),
    ...lines.slice(0, end),
    ...sites.map((site) => `      $${leafVariable(site)}`),
    ...lines.slice(end),
  ].join('\n');
}
