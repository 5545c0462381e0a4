import { z } from 'zod';

/** `urgent` goes ahead of everything queued in `bulk`, the lane of schedules and of backups of many devices. */
export const lanes = ['urgent', 'bulk'] as const;
export const laneSchema = z.enum(lanes);
export type Lane = (typeof lanes)[number];
