import { z } from 'zod';
import { syslogLines } from './data/shared.ts';
import { redactionRuleSchema } from './redaction-rule.ts';
import { regexSource } from './regex-source.ts';

const text = z.string().min(1, 'must not be empty');

const USERNAME_QUESTION = '^.{0,60}(user ?name|login|user)\\s*:\\s*$';
const PASSWORD_QUESTION = '^.{0,60}pass ?(word|code|phrase)\\s*:\\s*$';

const answersSchema = z.array(
  z.strictObject({
    when: regexSource.describe('What the last line looks like then; without regard to case.'),
    send: z.string().describe('Typed as it is, without a line end of its own.'),
  }),
);

const loginSchema = z.strictObject({
  username: regexSource
    .default(USERNAME_QUESTION)
    .describe('The question for the user name, inside the shell.'),
  password: regexSource
    .default(PASSWORD_QUESTION)
    .describe('The question for the password, inside the shell.'),
  answers: answersSchema
    .default([])
    .describe('Banners and nags that wait for an answer before the first prompt: `when`, `send`.'),
  sshNone: z
    .boolean()
    .default(false)
    .describe('The SSH server takes the method `none`, so that is tried before any password.'),
});

const privilegeSchema = z.array(
  z.strictObject({
    when: regexSource.describe('Prompts of a session that still lacks the rights.'),
    command: text,
    password: regexSource.default('^.*pass ?(word|code|phrase)[^:]*:\\s*$'),
  }),
);

const factFields = {
  version: regexSource.optional(),
  model: regexSource.optional(),
  serial: regexSource.optional(),
  hostname: regexSource.optional(),
};

const configurationSchema = z.strictObject({
  commands: z
    .array(text)
    .min(1)
    .describe('Alternatives: the first that is not refused, and prints enough, gives the configuration.'),
  also: z
    .array(z.strictObject({ heading: text, commands: z.array(text).min(1) }))
    .default([])
    .describe('Further parts: `heading`, a line put above the part, and its `commands`, alternatives again.'),
  endMarker: regexSource
    .optional()
    .describe('One of the last lines of a complete configuration; absent where the system prints none.'),
  minLines: z.number().int().min(1).default(3).describe('Fewer lines than this are no configuration.'),
  head: z.array(regexSource).default([]).describe('Lines before the configuration that are not part of it.'),
  tail: z.array(regexSource).default([]).describe('Lines behind the configuration that are not part of it.'),
  ...factFields,
});

/**
 * All that netraven knows of one kind of device. It is plain data: an operator adds or overrides one as a YAML file
 * with these fields. Regular expressions are JavaScript sources without flags; those over lines see them cleaned
 * (no escape sequences, no carriage returns, no trailing blanks).
 */
export const platformSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and _')
    .describe('netmiko `device_type`.'),
  title: text.describe('Vendor and system as an engineer calls them.'),
  aliases: z
    .array(text)
    .default([])
    .describe('Other names: further netmiko types, Oxidized models, RANCID types.'),
  proven: z
    .enum(['recording', 'real-os', 'documentation'])
    .default('documentation')
    .describe(
      'What shows that it works: a recorded session, a real system in the tests, or documentation only.',
    ),
  channel: z
    .enum(['shell', 'exec'])
    .default('shell')
    .describe(
      'Where commands run: in a shell, or in a channel each; the other is tried where one is refused.',
    ),
  prompt: regexSource.describe(
    'The prompt as a whole line; its group `name` is what stays the same in every mode.',
  ),
  login: loginSchema.prefault({}),
  privilege: privilegeSchema
    .default([])
    .describe('Ways to more rights, in order: while the prompt matches `when`, `command` is typed.'),
  setup: z
    .array(text)
    .default([])
    .describe('Commands for this session alone (paging, width); a refusal is fine.'),
  configuration: configurationSchema,
  facts: z
    .array(z.strictObject({ command: text, ...factFields, uptime: regexSource.optional() }))
    .default([])
    .describe('Commands with expressions over their output; the first group found is the fact.'),
  refusals: z.array(regexSource).default([]).describe('Lines by which the system refuses a command.'),
  pagers: answersSchema.default([]).describe('Stops of the pager, and the key that goes on.'),
  asynchronous: z
    .array(regexSource)
    .default([...syslogLines])
    .describe('Log messages the system may print in the midst of other output.'),
  volatile: z
    .array(z.strictObject({ pattern: regexSource, replace: z.string().optional() }))
    .default([])
    .describe('Lines that change by themselves: dropped, or the match replaced by `replace`.'),
  secrets: z
    .array(redactionRuleSchema)
    .default([])
    .describe('Shapes of secrets; the general rules of the redaction apply as well.'),
  comment: z.string().default('!').describe('Starts a comment line in the configuration.'),
  lineEnd: z.enum(['lf', 'cr', 'crlf']).default('lf').describe('What the Enter key sends.'),
  terminal: z
    .strictObject({
      type: text.default('vt100').describe('Terminal type that is asked for.'),
      columns: z.number().int().min(1).default(511).describe('Its width.'),
      rows: z.number().int().min(0).default(1000).describe('Its height.'),
    })
    .prefault({}),
  usernameSuffix: z
    .string()
    .default('')
    .describe('Added to the login name, for systems that take terminal options there.'),
  algorithms: z
    .enum(['modern', 'legacy'])
    .default('modern')
    .describe('`legacy` appends old SSH algorithms for every device of the platform.'),
  patience: z
    .number()
    .min(1)
    .max(10)
    .default(1)
    .describe('Multiplies the limit of silence, for systems that take long before they print.'),
  logout: z
    .strictObject({
      command: text.default('exit').describe('Ends the session.'),
      answers: answersSchema.default([]).describe('Questions at the end of the session: `when`, `send`.'),
    })
    .prefault({}),
});

export type Platform = z.output<typeof platformSchema>;
/** A platform as it is written down: fields with a default may be left out. */
export type PlatformData = z.input<typeof platformSchema>;
