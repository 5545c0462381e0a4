import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows, toRowParameter } from '@netraven/common/inventory';
import type { Settlement } from './settlement.ts';

/** Notes to whom the originals now in git are sealed; after the heads of the batch are written. */
export async function recordSeals(em: EntityManager, settlements: readonly Settlement[]): Promise<void> {
  const sealedTo = new Map<string, string | null>();
  for (const { snapshot, version, seal } of settlements) {
    if (version) sealedTo.set(snapshot.device.name, version.facts.sealedTo);
    else if (seal) sealedTo.set(snapshot.device.name, seal.sealedTo);
  }
  if (sealedTo.size === 0) return;
  const rows = [...sealedTo].map(([device_name, sealed_to]) => ({ device_name, sealed_to }));
  await em.execute(
    `update config_head set sealed_to = r.sealed_to from ${fromRows('device_name text, sealed_to text')}
     where config_head.device_name = r.device_name`,
    [toRowParameter(rows)],
  );
}
