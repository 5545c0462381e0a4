import { z } from 'zod';
import { syslogLines } from './data/shared.ts';
import { redactionRuleSchema } from './redaction-rule.ts';
import { regexSource } from './regex-source.ts';

const text = z.string().min(1, 'must not be empty');

/** A question of the device and what to type at it; `when` is matched against the cleaned last line. */
const answerSchema = z.strictObject({
  when: regexSource,
  /** Typed as it is, without a line end; `\r` and `\n` may be part of it. */
  send: z.string(),
});

/** A way to more rights, taken while the prompt matches `when`. */
const privilegeStepSchema = z.strictObject({
  /** Prompts of a session that still lacks the rights. */
  when: regexSource,
  command: text,
  /** The question for the enable password. */
  password: regexSource.default('^.*pass ?(word|code|phrase)[^:]*:\\s*$'),
});

const factsSourceSchema = z.strictObject({
  command: text,
  /** Regular expressions over the whole output, flags `i` and `m`; the first group is the value. */
  version: regexSource.optional(),
  model: regexSource.optional(),
  serial: regexSource.optional(),
  hostname: regexSource.optional(),
  uptime: regexSource.optional(),
});

/** Lines that change without a change of the configuration. */
const volatileRuleSchema = z.strictObject({
  pattern: regexSource,
  /** What takes the place of the match (`$1` is the first group); without it the line is dropped. */
  replace: z.string().optional(),
});

/** A further part of the configuration that another command prints. */
const partSchema = z.strictObject({
  commands: z.array(text).min(1),
  /** Line put above the part in the stored text. */
  heading: text,
});

/**
 * All that netraven knows of one kind of device. It is plain data: an operator adds or overrides one as a YAML file
 * with these fields. Regular expressions are JavaScript sources without flags; those over lines see them cleaned
 * (no escape sequences, no carriage returns, no trailing blanks).
 */
export const platformSchema = z.strictObject({
  /** netmiko `device_type`. */
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and _'),
  /** Vendor and system as an engineer calls them. */
  title: text,
  /** Other names: further netmiko types, Oxidized models, RANCID types. */
  aliases: z.array(text).default([]),
  /** What shows that it works: a recorded session, a real network system in the tests, or vendor documentation only. */
  proven: z.enum(['recording', 'real-os', 'documentation']).default('documentation'),

  /** Where commands are run: in a shell as a person would, or one exec channel each; the other is tried if refused. */
  channel: z.enum(['shell', 'exec']).default('shell'),
  /** The prompt as a whole line; the group `name` is the part that stays the same in every mode. */
  prompt: regexSource,
  /** A login dialogue inside the shell, after or instead of SSH authentication. */
  login: z
    .strictObject({
      username: regexSource.default('^.{0,60}(user ?name|login|user)\\s*:\\s*$'),
      password: regexSource.default('^.{0,60}pass ?(word|code|phrase)\\s*:\\s*$'),
      /** Banners and nags that wait for an answer before the first prompt. */
      answers: z.array(answerSchema).default([]),
      /** The SSH server takes method `none`, so that is tried before any password. */
      sshNone: z.boolean().default(false),
    })
    .prefault({}),
  /** Tried in order after login; each as long as its `when` matches. */
  privilege: z.array(privilegeStepSchema).default([]),
  /** Commands of this session alone (paging, width); a refusal is fine. */
  setup: z.array(text).default([]),
  configuration: z.strictObject({
    /** Alternatives: the first that is not refused gives the configuration. */
    commands: z.array(text).min(1),
    also: z.array(partSchema).default([]),
    /** One of the last lines of a complete configuration; absent where the system prints none. */
    endMarker: regexSource.optional(),
    /** Fewer lines than this are no configuration. */
    minLines: z.number().int().min(1).default(3),
    /** Lines before and after the configuration that are not part of it, removed from the ends. */
    head: z.array(regexSource).default([]),
    tail: z.array(regexSource).default([]),
    /** Facts that stand in the configuration itself. */
    hostname: regexSource.optional(),
    serial: regexSource.optional(),
    version: regexSource.optional(),
    model: regexSource.optional(),
  }),
  /** Commands that print facts; a refusal is fine, the first value found counts. */
  facts: z.array(factsSourceSchema).default([]),

  /** Lines by which the system refuses a command. */
  refusals: z.array(regexSource).default([]),
  /** Stops of the pager, matched against the last line, and the key that goes on. */
  pagers: z.array(answerSchema).default([]),
  /** Log messages the system may print in the midst of other output. */
  asynchronous: z.array(regexSource).default([...syslogLines]),
  volatile: z.array(volatileRuleSchema).default([]),
  /** Shapes of secrets; the general rules of the redaction apply as well. */
  secrets: z.array(redactionRuleSchema).default([]),

  /** Starts a comment line in the configuration. */
  comment: z.string().default('!'),
  /** What the Enter key sends. */
  lineEnd: z.enum(['lf', 'cr', 'crlf']).default('lf'),
  /** The terminal asked for; 0 rows means without limit on some systems. */
  terminal: z
    .strictObject({
      type: text.default('vt100'),
      columns: z.number().int().min(1).default(511),
      rows: z.number().int().min(0).default(1000),
    })
    .prefault({}),
  /** Added to the login name, for systems that take terminal options there. */
  usernameSuffix: z.string().default(''),
  /** `legacy` appends old SSH algorithms for every device of the platform. */
  algorithms: z.enum(['modern', 'legacy']).default('modern'),
  /** Multiplies the limit of silence, for systems that take long before they print. */
  patience: z.number().min(1).max(10).default(1),
  /** Ends the session. */
  logout: z
    .strictObject({ command: text.default('exit'), answers: z.array(answerSchema).default([]) })
    .prefault({}),
});

export type Platform = z.output<typeof platformSchema>;
/** A platform as it is written down: fields with a default may be left out. */
export type PlatformData = z.input<typeof platformSchema>;
