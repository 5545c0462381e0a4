import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from '../../scripts/run-program.ts';

const wordsSchema = z.union([z.string().transform((word) => [word]), z.array(z.string())]).default([]);

const serviceSchema = z.object({
  image: z.string(),
  build: z.string().optional(),
  restart: z.string().optional(),
  profiles: z.array(z.string()).default([]),
  entrypoint: wordsSchema,
  command: wordsSchema,
  environment: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  network_mode: z.string().optional(),
  volumes: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
export type ComposeService = z.output<typeof serviceSchema>;

const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.unknown()),
});

/** Variables of the `.env` that `deploy/compose/make-env.sh` writes. */
export type ComposeEnv = Readonly<Record<string, string>>;

/**
 * Reads docker-compose.yml as Compose does: merge keys, `${NAME:?text}` and `${NAME:-default}`.
 * @throws for a variable that is required and missing
 */
export async function readCompose(env: ComposeEnv) {
  return parseCompose(await readFile(join(root, 'docker-compose.yml'), 'utf8'), env);
}

/** The same for the text of another file. */
export function parseCompose(text: string, env: ComposeEnv) {
  const document: unknown = parse(text, { merge: true });
  return composeSchema.parse(substitute(document, env));
}

function substitute(value: unknown, env: ComposeEnv): unknown {
  if (typeof value === 'string') return substituteText(value, env);
  if (Array.isArray(value)) return value.map((item) => substitute(item, env));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substitute(item, env)]));
}

function substituteText(text: string, env: ComposeEnv): string {
  return text.replace(/\$\{(\w+):([?-])([^}]*)\}/g, (_, name: string, sign: string, rest: string) => {
    const value = env[name];
    if (value !== undefined) return value;
    if (sign === '-') return rest;
    throw new Error(`${name}: ${rest}`);
  });
}
