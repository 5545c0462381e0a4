import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { examine } from '../doctor/examine.ts';
import { doctorText } from '../output/doctor-text.ts';
import { exitCodes } from '../output/exit-code.ts';

export const doctor = defineCommand({
  name: 'doctor',
  impact: 'writes',
  summary: 'Look at every part of the system and say what to do',
  details: [
    'NATS, streams and consumers, services, PostgreSQL, devices that are not backed up, the repository, keys and their',
    'permissions, clocks, versions, certificates and logins that expire. With --repair it mends first what can be mended without losing anything, and says what it did:',
    'open key files, missing streams and consumers, and, from git, what PostgreSQL knows of the repository. The exit code is 0 when nothing failed (warnings are fine), 1 when something did, 3 when the system is not reachable.',
  ].join(' '),
  options: [
    { flags: '--repair', description: 'mend what can be mended safely, then look' },
    {
      flags: '--accept-loss',
      description: 'with --repair: go on with a repository that lacks commits, or is gone',
    },
  ],
  input: z
    .object({ repair: z.boolean().default(false), acceptLoss: z.boolean().default(false) })
    .refine(({ repair, acceptLoss }) => repair || !acceptLoss, { message: '--accept-loss needs --repair' }),
  run: (context, { repair, acceptLoss }) => examine(context, repair ? { acceptLoss } : undefined),
  print: doctorText,
  toJson: ({ checks, repairs }) => ({
    healthy: checks.every(({ state }) => state !== 'fail'),
    checks,
    ...(repairs.length > 0 ? { repairs } : {}),
  }),
  exitCode: ({ checks, isReachable, repairs }) => {
    if (!isReachable) return exitCodes.unreachable;
    return [...checks, ...repairs].some(({ state }) => state === 'fail' || state === 'failed')
      ? exitCodes.someFailed
      : exitCodes.done;
  },
});
