import type { ScheduleConcern } from '@netraven/common/api';
import { count } from '../output/format.ts';
import { type Check, ok, type Patient, warn } from './check.ts';

interface Advice {
  readonly found: string;
  readonly remedy: (name: string) => string;
}

const advice: Readonly<Record<ScheduleConcern['kind'], Advice>> = {
  'selects-nothing': {
    found: 'matching no device',
    remedy: (name) => `See what it selects: netraven schedule show ${name}.`,
  },
  overdue: {
    found: 'overdue',
    remedy: () => 'See the log of the dispatchers: one that runs makes the job within seconds.',
  },
  'never-due': {
    found: 'never due again',
    remedy: (name) => `See why: netraven schedule show ${name}; change it with "netraven schedule set".`,
  },
  'disabled-long': {
    found: 'disabled for more than 30 days',
    remedy: (name) => `netraven schedule enable ${name}, or remove it.`,
  },
};

/** Whether the schedules do what they are for. */
export async function checkSchedules({ api }: Patient): Promise<Check[]> {
  const { schedules, concerns } = await api.call('schedule.check', {});
  if (concerns.length === 0)
    return [ok('schedules', schedules === 0 ? 'none' : `${schedules}, all in order`)];
  return concerns.map(({ kind, schedules: concerned, names }) => {
    const { found, remedy } = advice[kind];
    const more = concerned > names.length ? ', …' : '';
    return warn(
      'schedules',
      `${count(concerned, 'schedule')} ${found}: ${names.join(', ')}${more}`,
      remedy(names[0] ?? 'NAME'),
    );
  });
}
