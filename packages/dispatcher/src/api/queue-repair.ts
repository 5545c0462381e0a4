import { recreateMissing } from '../queue/recreate-missing.ts';
import { repairStuck } from '../queue/repair-stuck.ts';
import type { Handler } from './handler.ts';

export const repairQueues: Handler<'queue.repair'> = async (dispatcher) => {
  const made = await recreateMissing(dispatcher);
  const revived = await repairStuck(dispatcher);
  for (const bell of Object.values(dispatcher.bells)) bell.ring();
  return { made, revived };
};
