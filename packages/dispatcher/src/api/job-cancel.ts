import { cancelJob } from '../outcome/cancel-job.ts';
import type { Handler } from './handler.ts';
import { noSuchJob } from './job-show.ts';

export const cancelJobById: Handler<'job.cancel'> = async (dispatcher, { id }) => {
  const cancelled = await cancelJob(dispatcher, id);
  if (cancelled === null) throw noSuchJob(id);
  return { cancelled };
};
