/**
 * The options by which a client reaches the JetStream of a domain, through a leaf node too.
 * @param domain empty: that of the server it is connected to
 */
export function inDomain(domain: string): { domain?: string } {
  return domain === '' ? {} : { domain };
}
