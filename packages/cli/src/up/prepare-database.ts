import { type Logger, NetravenError } from '@netraven/common';
import { migrateInventory, openInventory, Site } from '@netraven/common/inventory';

export interface DatabaseOptions {
  readonly url: string;
  readonly site: string;
  /** Public key of the site's executors on this machine. */
  readonly recipient: string;
  /** Whether other instances may use the database too. */
  readonly isShared: boolean;
  readonly log: Logger;
}

/**
 * Brings the tables up to date and enters the site with its public key.
 * @returns the names of all sites
 * @throws NETRAVEN_CONFLICT when a shared database knows another key for the site: what was sealed to it could not be
 *   opened here, and replacing it would lock out the executors that hold it
 */
export async function prepareDatabase({
  url,
  site,
  recipient,
  isShared,
  log,
}: DatabaseOptions): Promise<string[]> {
  const inventory = await openInventory({ url, poolSize: 2 });
  try {
    await migrateInventory(inventory);
    const em = inventory.em.fork();
    const known = await em.findOne(Site, { name: site });
    if (known?.recipient && known.recipient !== recipient) {
      if (isShared) throw otherKey(site, known.recipient);
      log.warn({ site }, `site ${site} has a new key: add its credentials again`);
    }
    await em.upsert(Site, { name: site, recipient, createdAt: known?.createdAt ?? new Date() });
    return (await em.find(Site, {}, { orderBy: { name: 'asc' } })).map(({ name }) => name);
  } finally {
    await inventory.close();
  }
}

function otherKey(site: string, recipient: string): NetravenError {
  return new NetravenError(
    'NETRAVEN_CONFLICT',
    `the database knows site ${site} with the public key ${recipient}, which is not that of this folder`,
    {
      hint: `Name its identity file in secrets.identityFile, or register this folder's key with "netraven site add ${site} --recipient".`,
    },
  );
}
