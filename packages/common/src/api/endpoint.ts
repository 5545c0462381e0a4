import type { z } from 'zod';

/** One request an API serves: its subject is `netraven.api.<name>`. */
export interface Endpoint<I extends z.ZodType, O extends z.ZodType> {
  readonly description: string;
  readonly input: I;
  readonly output: O;
}

export function endpoint<I extends z.ZodType, O extends z.ZodType>(
  definition: Endpoint<I, O>,
): Endpoint<I, O> {
  return definition;
}
