import { HOUR } from '@netraven/common';
import type { ActiveWriter } from '../writer.ts';
import { choosePacks } from './choose-packs.ts';
import { consolidatePacks } from './consolidate-packs.ts';
import { writeCommitGraph } from './write-commit-graph.ts';

const REST_AFTER_FAILURE_MS = HOUR;

/**
 * Between two batches: keeps the number of packs, and with it the cost of every look-up, bounded. Cheap while there is
 * nothing to do. A failure is logged and does not stop commits. Packs that an operator keeps, or that overlap, may leave
 * as many as before: then it waits for as many new ones as it is set to.
 */
export async function maintainRepository(
  writer: Pick<ActiveWriter, 'repository' | 'settings' | 'counters' | 'log'>,
): Promise<void> {
  const { repository, settings, counters, log } = writer;
  const { gitDir, objects } = repository;
  const { maintenancePacks } = settings;
  if (objects.packCount < Math.max(maintenancePacks, repository.maintenanceRestsUntilPacks)) return;
  if (performance.now() < repository.maintenanceRestsUntilMs) return;
  const chosen = choosePacks(objects.packSizes());
  if (chosen.length === 0) return;
  try {
    const startedMs = performance.now();
    await consolidatePacks(
      gitDir,
      chosen.map(({ name }) => name),
    );
    objects.refresh();
    const indexed = await writeCommitGraph(gitDir);
    counters.maintenances++;
    repository.maintenanceRestsUntilPacks =
      objects.packCount < maintenancePacks ? 0 : objects.packCount + maintenancePacks;
    const ms = Math.round(performance.now() - startedMs);
    log.info({ packs: chosen.length, left: objects.packCount, indexed, ms }, 'packs consolidated');
  } catch (error) {
    objects.refresh();
    repository.maintenanceRestsUntilMs = performance.now() + REST_AFTER_FAILURE_MS;
    log.error({ err: error }, 'maintenance failed; commits go on');
  }
}
