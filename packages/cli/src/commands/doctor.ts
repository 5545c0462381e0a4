import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { examine } from '../doctor/examine.ts';
import { doctorText } from '../output/doctor-text.ts';
import { exitCodes } from '../output/exit-code.ts';

export const doctor = defineCommand({
  name: 'doctor',
  impact: 'reads',
  summary: 'Look at every part of the system and say what to do',
  details: [
    'NATS, streams and consumers, services, PostgreSQL, devices that are not backed up, the repository, keys and their',
    'permissions, clocks. The exit code is 0 when nothing failed (warnings are fine), 1 when something did, 3 when the system is not reachable.',
  ].join(' '),
  input: z.object({}),
  run: examine,
  print: doctorText,
  toJson: ({ checks }) => ({ healthy: checks.every(({ state }) => state !== 'fail'), checks }),
  exitCode: ({ checks, isReachable }) => {
    if (!isReachable) return exitCodes.unreachable;
    return checks.some(({ state }) => state === 'fail') ? exitCodes.someFailed : exitCodes.done;
  },
});
