import { z } from 'zod';

/** Text in which each character is one byte of the session: U+0000 to U+00FF. */
const bytesSchema = z
  .string()
  .regex(/^[\u0000-\u00ff]*$/, 'must hold one character per byte, U+0000 to U+00FF');

const outputSchema = z
  .array(z.union([bytesSchema, z.strictObject({ waitMs: z.number().int().nonnegative().max(600_000) })]))
  .readonly();

/** What the client sends: a line ended by Enter, a single key (or `any`), or a secret from the credential. */
const inputSchema = z.union([
  z.strictObject({ line: z.string().max(2000) }),
  z.strictObject({ key: z.union([z.literal('any'), bytesSchema.length(1)]) }),
  z.strictObject({ secret: z.enum(['username', 'password', 'enable']) }),
]);

export type TranscriptInput = z.output<typeof inputSchema>;

/** One step of a session: what was sent, what came back, and what the device waited for before its next prompt. */
export interface Exchange {
  readonly send: TranscriptInput;
  /** Exact bytes, echo included, with the pauses between them. */
  readonly output: z.output<typeof outputSchema>;
  /** Present when the output ends in a question (password, pager): only one of these inputs leads on. */
  readonly answers?: readonly Exchange[] | undefined;
  /** True when the device closes the session after the output. */
  readonly closes?: boolean | undefined;
}

const exchangeSchema: z.ZodType<Exchange> = z.strictObject({
  send: inputSchema,
  output: outputSchema,
  get answers() {
    return z.array(exchangeSchema).min(1).readonly().optional();
  },
  closes: z.boolean().optional(),
});

/** A captured session with one device; the format is described in `docs/transcripts.md`. */
export const transcriptSchema = z.strictObject({
  transcript: z.literal(1),
  /** netmiko `device_type`. */
  platform: z.string().regex(/^[a-z0-9_]{1,64}$/),
  title: z.string().min(1),
  /** `written` by hand from documentation, or `recorded` from a device. */
  origin: z.enum(['written', 'recorded']),
  device: z.strictObject({ name: z.string(), model: z.string(), version: z.string() }),
  /** `shell`: lines at a prompt; `exec`: each exchange is one SSH command of its own. */
  channel: z.enum(['shell', 'exec']).default('shell'),
  /** What a privilege password is asked for with; its absence means that the device has none. */
  needsEnable: z.boolean().default(false),
  /** When the shell opens: what is printed and asked, first prompt included; absent for `exec`. */
  opening: z
    .strictObject({ output: outputSchema, answers: z.array(exchangeSchema).min(1).readonly().optional() })
    .default({ output: [] }),
  exchanges: z.array(exchangeSchema).readonly(),
  /** Printed, after the echo of the line and before the prompt, for a line no exchange knows. */
  otherwise: bytesSchema,
  configuration: z.strictObject({
    /** The line of the exchange that prints the configuration. */
    line: z.string(),
    /** What a correct collector obtains from it: `\n` line ends, no trailing blanks, no blank line at either end. */
    text: z.string(),
    /** Lines of it that change by themselves, and are not stored; absent where nothing is said of them. */
    volatile: z.array(z.string()).readonly().optional(),
  }),
  /** How the session failed that was recorded: `configuration` tells nothing then. Absent for one that did not. */
  failure: z.strictObject({ code: z.string().regex(/^NETRAVEN_[A-Z_]+$/), message: z.string() }).optional(),
  /** What a correct collector learns of the device, all of it; absent where nothing is said of it. */
  facts: z
    .strictObject({
      version: z.string().nullable().default(null),
      model: z.string().nullable().default(null),
      serial: z.string().nullable().default(null),
      hostname: z.string().nullable().default(null),
      uptime: z.string().nullable().default(null),
    })
    .optional(),
  /** The placeholders that stand where secrets were, each as long as its secret. */
  placeholders: z.array(z.string().min(4)).readonly().default([]),
});
export type Transcript = z.output<typeof transcriptSchema>;
