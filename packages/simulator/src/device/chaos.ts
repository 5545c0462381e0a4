/** What a device can do wrong; `docs/simulator.md` says what each looks like from the other side. */
export const chaosKinds = [
  'slow',
  'drop',
  'stall',
  'never-prompt',
  'no-final-prompt',
  'exit-early',
  'async-log',
  'log-after-prompt',
  'auth-fail',
  'auth-slow',
  'kex-reset',
  'close-after-auth',
  'no-shell',
  'refuse-command',
  'huge',
  'banner',
  'press-any-key',
  'shrunk',
  'truncated',
] as const;
export type ChaosKind = (typeof chaosKinds)[number];
