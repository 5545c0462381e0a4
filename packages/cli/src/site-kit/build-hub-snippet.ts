import { formatNatsUser, leafPermissions, leafUser } from '@netraven/common/permission';

/** The variable of the hub's configuration that holds the user of a site's server. */
export function leafVariable(site: string): string {
  return `LEAF_${site.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * What the hub's server has to know of a site; no secret, since the password is there as its hash.
 * @param hash bcrypt, in the form `$2b$…`
 */
export function buildHubSnippet(
  site: string,
  { hash, hubDomain }: { hash: string; hubDomain: string },
): string {
  const user = { user: leafUser(site), password: hash, permissions: leafPermissions(site, hubDomain) };
  return `# The server of site ${site}. In the hub's configuration: include this file at the top, and add $${leafVariable(site)}
# to the users of the account. Taking both lines away again, and a reload, refuses it; a restart closes its link.
${leafVariable(site)}: ${formatNatsUser(user, 0)}
`;
}
