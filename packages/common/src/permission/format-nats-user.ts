import type { NatsPermissions } from './nats-permissions.ts';

/** A user of a nats-server's configuration. */
export interface NatsUserEntry {
  readonly user: string;
  /** The password, its bcrypt hash, or `$NAME` of an environment variable. */
  readonly password: string;
  /** Absent: everything is allowed in the account. */
  readonly permissions?: NatsPermissions | undefined;
}

/** A user as an entry of `users: [ … ]`, with its permissions, indented by `indent` blanks. */
export function formatNatsUser({ user, password, permissions }: NatsUserEntry, indent: number): string {
  const isVariable = /^\$[A-Z_][A-Z0-9_]*$/.test(password);
  const login = `user: ${quote(user)}, password: ${isVariable ? password : quote(password)}`;
  const lines =
    permissions === undefined ? [`{ ${login} }`] : [`{`, `  ${login}`, ...inner(permissions), `}`];
  return lines.map((line) => `${' '.repeat(indent)}${line}`).join('\n');
}

function inner({ publish, subscribe, answers }: NatsPermissions): string[] {
  return [
    '  permissions: {',
    ...list('publish', publish),
    ...list('subscribe', subscribe),
    ...(answers ? ['    allow_responses: { max: 1, expires: "10s" }'] : []),
    '  }',
  ];
}

function list(name: string, subjects: readonly string[]): string[] {
  const unique = [...new Set(subjects)];
  return [`    ${name}: { allow: [`, ...unique.map((subject) => `      ${quote(subject)}`), '    ] }'];
}

/** A double-quoted string of the configuration language, which takes JSON's escapes. */
export function quote(text: string): string {
  return JSON.stringify(text);
}
