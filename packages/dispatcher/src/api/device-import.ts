import type { Handler } from './handler.ts';
import { insertDevices, readImportContext, updateDevices } from './import-rows.ts';
import { planImport } from './plan-import.ts';
import { readDeviceRows } from './read-device-rows.ts';

/** Adds or updates devices: all rows, or none where one is wrong. */
export const importDevices: Handler<'device.import'> = async ({ inventory, config, log }, input) => {
  const rows = readDeviceRows(input.devices);
  return inventory.em.fork().transactional(async (em) => {
    // One import at a time: paths are made unique by looking at those that exist.
    await em.execute(`select pg_advisory_xact_lock(hashtext('netraven device import'))`);
    const plan = planImport(rows, {
      ...(await readImportContext(em, rows.devices)),
      canUpdate: input.update,
      hostKeyPolicy: config.hostKeys.policy,
    });
    const warnings = [...rows.warnings];
    if (plan.errors.length > 0) {
      return { added: 0, updated: 0, unchanged: 0, errors: [...plan.errors], warnings };
    }
    if (!input.dryRun) {
      await insertDevices(em, plan.added);
      await updateDevices(em, plan.updated);
      log.info({ added: plan.added.length, updated: plan.updated.length }, 'devices imported');
    }
    return {
      added: plan.added.length,
      updated: plan.updated.length,
      unchanged: plan.unchanged,
      errors: [],
      warnings,
    };
  });
};
