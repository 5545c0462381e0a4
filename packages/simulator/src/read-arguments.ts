import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import type { SimulatorOptions } from './simulator-options.ts';

/** What the program was asked to do; the options still have to pass `startSimulator`. */
export interface ProgramArguments {
  readonly options: SimulatorOptions;
  /** Run on when standard input ends, as it does for a service; else its end stops the simulator. */
  readonly isDetached: boolean;
}

const flags = {
  options: { type: 'string' },
  count: { type: 'string' },
  seed: { type: 'string' },
  platforms: { type: 'string' },
  host: { type: 'string' },
  'base-port': { type: 'string' },
  addresses: { type: 'string' },
  size: { type: 'string' },
  username: { type: 'string' },
  password: { type: 'string' },
  enable: { type: 'string' },
  auth: { type: 'string' },
  algorithms: { type: 'string' },
  chunking: { type: 'string' },
  'answer-ms': { type: 'string' },
  chaos: { type: 'string' },
  'chaos-share': { type: 'string' },
  'session-log': { type: 'string' },
  'keys-folder': { type: 'string' },
  detached: { type: 'boolean', default: false },
} as const;

const lists = new Set(['platforms', 'auth', 'chaos']);
const numbers = new Set(['count', 'basePort', 'size', 'answerMs', 'chaosShare']);

/**
 * Reads the command line: each flag is a simulator option written with dashes, `--options FILE` reads any of them
 * from a YAML or JSON file, and flags win over the file.
 * @throws for an unknown flag or a file that cannot be read
 */
export function readArguments(argv: readonly string[]): ProgramArguments {
  const { options: file, detached, ...given } = parseArgs({ args: [...argv], options: flags }).values;
  const fromFlags = Object.entries(given).map(([flag, value]) => {
    const name = flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    return [name, readValue(name, String(value))];
  });
  const fromFile: object = file === undefined ? {} : parse(readFileSync(file, 'utf8'));
  return { options: { ...fromFile, ...Object.fromEntries(fromFlags) }, isDetached: detached };
}

function readValue(name: string, value: string): unknown {
  if (lists.has(name)) return value.split(',');
  return numbers.has(name) ? Number(value) : value;
}
