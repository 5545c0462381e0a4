import {
  type Intake,
  openIntake as openReally,
} from '../../../packages/git-writer/src/snapshot/open-intake.ts';

export * from '../../../packages/git-writer/src/snapshot/open-intake.ts';

/** Acknowledges what it takes before anything is written, and dies where that order loses it. */
export async function openIntake(...args: Parameters<typeof openReally>): Promise<Intake> {
  const intake = await openReally(...args);
  return {
    ...intake,
    take: async () => {
      const deliveries = await intake.take();
      await Promise.all(deliveries.map(({ message }) => message.ackAck()));
      if (deliveries.length > 0) process.kill(process.pid, 'SIGKILL');
      return deliveries;
    },
  };
}
