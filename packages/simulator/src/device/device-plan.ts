import type { Transcript } from '@netraven/common/transcript';
import type { Family, Model } from '../platform/family.ts';
import type { ChaosKind } from './chaos.ts';

/** All that is decided about a device before it starts; what changes later is in `SimulatedDevice`. */
export interface DevicePlan {
  readonly name: string;
  readonly host: string;
  /** 0 lets the operating system choose. */
  readonly port: number;
  readonly login: Login;
  readonly ssh: SshPlan;
  readonly timing: Timing;
  /** How output is cut into packets. */
  readonly chunking: Chunking;
  readonly chaos: readonly ChaosKind[];
  /** What the `huge` chaos prints. */
  readonly hugeBytes: number;
  readonly script: GeneratedScript | TranscriptScript;
}

export interface Login {
  readonly username: string;
  readonly password: string;
  /** Null: the platform has none, or lets anybody in without. */
  readonly enable: string | null;
}

export const authMethods = ['password', 'keyboard-interactive', 'publickey', 'none'] as const;
export type AuthMethod = (typeof authMethods)[number];

export const algorithmSets = ['any', 'modern', 'legacy'] as const;
export type AlgorithmSet = (typeof algorithmSets)[number];

export interface SshPlan {
  readonly methods: readonly AuthMethod[];
  /** True: every method must succeed, in any order; false: one is enough. */
  readonly needsAll: boolean;
  /** 1: the password is asked for; 2: user name and password are. */
  readonly interactivePrompts: 1 | 2;
  /** Keys that may log in, in the one-line OpenSSH form. */
  readonly authorizedKeys: readonly string[];
  readonly algorithms: AlgorithmSet;
  /** RouterOS: terminal options may follow the user name after a plus sign. */
  readonly takesLoginOptions: boolean;
  /** Sessions beyond this number are refused as a device without a free line does; Infinity for no limit. */
  readonly maxSessions: number;
}

export interface Timing {
  /** Wait before each answer, as a far device has it. */
  readonly answerMs: number;
  /** Wait before each piece of output under the `slow` chaos. */
  readonly slowMs: number;
  /** Wait before authentication is answered under the `auth-slow` chaos. */
  readonly authSlowMs: number;
}

export const chunkings = ['whole', 'byte', 'random'] as const;
export type Chunking = (typeof chunkings)[number];

export interface GeneratedScript {
  readonly kind: 'generated';
  readonly family: Family;
  readonly model: Model;
  readonly serial: string;
  readonly seed: string;
  readonly size: number;
  /** Privilege the account lands in. */
  readonly level: number;
  /** Whether volatile lines move at each read of a configuration, or only on request. */
  readonly driftsAtRead: boolean;
  readonly startedAt: Date;
}

export interface TranscriptScript {
  readonly kind: 'transcript';
  readonly transcript: Transcript;
}
