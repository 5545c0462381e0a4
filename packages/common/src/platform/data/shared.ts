/** Stops of the pagers that many systems share. Sources: netmiko, Oxidized and RANCID drivers, recorded sessions. */
export const morePagers = [
  { when: '^\\s*-{1,3} ?more ?-{1,3}(\\s*$|[ ,]*(\\(|\\[|or |next |press |<|\\d+%).{0,90}$)', send: ' ' },
  { when: '^\\s*<-{1,3} ?more ?-{1,3}>\\s*$', send: ' ' },
  { when: '^\\s*-{1,3}\\(more[^)]{0,30}\\)-{1,3}\\s*$', send: ' ' },
];

/** Stops of `less`, which Linux-based systems page with. */
export const lessPagers = [
  { when: '^\\(END\\)\\s*$', send: 'q' },
  { when: '^:\\s*$', send: ' ' },
  { when: '^lines \\d+-\\d+(/\\d+)?( \\d+%| \\(END\\))?\\s*$', send: ' ' },
];

/** How command lines in the manner of Cisco IOS refuse a command. */
export const percentRefusals = [
  '^\\s*(error: ?)?% ?(invalid|incomplete|ambiguous|unknown|unrecogni[sz]ed|bad|authori[sz]ation|not authori[sz]ed|access|permission|command|error|type ")',
  '^\\s*(invalid input|unknown command|unrecogni[sz]ed command|command authori[sz]ation failed|permission denied|access denied)',
  '^%? ?(configuration buffer full|non-volatile memory is in use)',
];

/** Messages of a Cisco-like syslog: `*Mar  1 00:01:02.003: %SYS-5-CONFIG_I: …`. */
export const syslogLines = [
  '^(\\d+: )?[*.]?[A-Z][a-z]{2} +\\d{1,2}( \\d{4})? \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?( [A-Z]{1,5})?: (\\S+ )?%[A-Z0-9_-]+-\\d-[A-Z0-9_]+: ',
  '^%[A-Z][A-Z0-9_]*-\\d-[A-Z0-9_]+: ',
];

/** What command lines in the manner of Cisco IOS have in common. */
export const iosLike = {
  algorithms: 'legacy' as const,
  prompt: '^(?<name>[\\w.@:/~+-]+)(\\([^()\\n]*\\))?[>#]\\s*$',
  privilege: [{ when: '>\\s*$', command: 'enable' }],
  setup: ['terminal length 0', 'terminal width 511'],
  refusals: percentRefusals,
  pagers: morePagers,
};

/** Key and certificate bodies in PEM form, wherever they stand. */
export const pemBlocks = [
  {
    kind: 'private-key',
    begin: '-----BEGIN [A-Z ]*PRIVATE KEY-----',
    end: '-----END [A-Z ]*PRIVATE KEY-----',
    source: 'RFC 7468',
  },
];
