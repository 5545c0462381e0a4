import { pause } from '@netraven/common';
import {
  type Intake,
  openIntake as openReally,
} from '../../../packages/git-writer/src/snapshot/open-intake.ts';

export * from '../../../packages/git-writer/src/snapshot/open-intake.ts';

/** The writing takes long enough for a fault to hit it. */
const SLOW_MS = 500;

/** Acknowledges what it takes before anything is written. */
export async function openIntake(...args: Parameters<typeof openReally>): Promise<Intake> {
  const intake = await openReally(...args);
  return {
    ...intake,
    take: async () => {
      const deliveries = await intake.take();
      await Promise.all(deliveries.map(({ message }) => message.ackAck()));
      if (deliveries.length > 0) await pause(SLOW_MS);
      return deliveries;
    },
  };
}
