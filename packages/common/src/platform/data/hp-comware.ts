import type { PlatformData } from '../platform.ts';
import { morePagers, pemBlocks } from './shared.ts';

const source = 'Oxidized comware and vrp, RANCID vrp.pm';

/** What Comware and VRP have in common: prompts in angle brackets, `display`, a configuration that ends in `return`. */
const angleLike = {
  algorithms: 'legacy' as const,
  prompt: '^(HRP_[MSA]+)?[<\\[][~*]?(?<name>[^<>\\[\\]\\s]+)[>\\]]\\s*$',
  refusals: [
    '^\\s*(% ?|error: ?)(unrecogni[sz]ed|incomplete|ambiguous|wrong parameter|too many|permission denied|no permission|unknown)',
    '^\\s*\\^\\s*$',
  ],
  pagers: [{ when: '^\\s*-{2,4} ?more ?\\(?.{0,30}\\)? ?-{2,4}\\s*$', send: ' ' }, ...morePagers],
  asynchronous: [
    '^%[A-Z][a-z]{2} +\\d+ \\d\\d:\\d\\d:\\d\\d:\\d+ \\d{4} \\S+ \\S+/\\d/',
    '^[A-Z][a-z]{2} +\\d+ \\d{4} \\d\\d:\\d\\d:\\d\\d\\S* \\S+ %%\\d\\d\\S+/\\d/',
  ],
  secrets: [
    {
      kind: 'password',
      pattern:
        '(?:password|authentication-mode \\S+|shared-key|pre-shared-key|key(?: authentication)?|super password.*?|pin verify|secret)(?: \\S+)?? (?:cipher|irreversible-cipher|hash|simple|plain) (?<secret>\\S+)',
      source,
    },
    {
      kind: 'snmp-community',
      pattern:
        '^\\s*snmp-agent community (?:(?:read|write)(?: (?:cipher|simple))?|(?:complexity-check )?\\S+ cipher) (?<secret>\\S+)',
      source,
    },
    {
      kind: 'snmp-key',
      pattern:
        '^\\s*snmp-agent usm-user .*?authentication-mode \\S+ (?:cipher )?(?<secret1>\\S+)(?: privacy-mode \\S+ (?:cipher )?(?<secret2>\\S+))?',
      source,
    },
    {
      kind: 'secret',
      pattern:
        '(?<secret>%\\^%#\\S.*?%\\^%#|%[@$#]%[@$#].*?%[@$#]%[@$#]|\\$c\\$\\d\\$\\S+|\\$h\\$\\d\\$\\S+)',
      opaque: true,
      source,
    },
    ...pemBlocks,
  ],
  comment: '#',
};

/** Sources: Oxidized `comware` and `h3c`, netmiko `hp_comware`. */
export const hpComware: PlatformData = {
  ...angleLike,
  name: 'hp_comware',
  title: 'HPE Comware, H3C',
  aliases: ['h3c_comware', 'comware', 'h3c', 'hp_comware_telnet'],
  login: { answers: [{ when: 'press enter to continue|to continue', send: '\n' }] },
  privilege: [],
  setup: ['screen-length disable'],
  configuration: {
    commands: ['display current-configuration'],
    endMarker: '^return$',
    minLines: 6,
    hostname: '^\\s*sysname (\\S+)',
    version: '^\\s*version ([\\d.]+)',
  },
  facts: [
    {
      command: 'display version',
      version: 'Software, Version ([\\d.]+)',
      model: '^(?:HPE?|H3C|HP) (.+?) uptime is',
      uptime: ' uptime is (.+?)\\s*$',
    },
    {
      command: 'display device manuinfo',
      model: '^\\s*DEVICE_NAME +: (\\S.*?)\\s*$',
      serial: '^\\s*DEVICE_SERIAL_NUMBER +: (\\S+)',
    },
  ],
  volatile: [{ pattern: '^!Last configuration ' }],
  logout: { command: 'quit' },
};

/** Sources: Oxidized `vrp`, RANCID `vrp.pm`, netmiko `huawei`. */
export const huawei: PlatformData = {
  ...angleLike,
  name: 'huawei',
  title: 'Huawei VRP',
  aliases: ['huawei_vrp', 'huawei_vrpv8', 'vrp', 'huawei_telnet'],
  login: {
    answers: [
      { when: '(change now|please choose|change the (initial )?password).*\\[y/n\\].*$', send: 'N\n' },
    ],
  },
  setup: ['screen-length 0 temporary'],
  configuration: {
    commands: ['display current-configuration'],
    endMarker: '^return$',
    minLines: 6,
    hostname: '^\\s*sysname (\\S+)',
    version: '^!Software Version (\\S+)',
  },
  facts: [
    {
      command: 'display version',
      version: '^VRP \\(R\\) software, Version ([^\\s(]+ ?(?:\\([^)]*\\))?)',
      model: '^HUAWEI (\\S+)(?: Router| Switch| Routing Switch)? uptime is',
      uptime: '^HUAWEI .* uptime is (.+?)\\s*$',
    },
    { command: 'display esn', serial: '^ESN .*?: *(\\S+)' },
    { command: 'display device manufacture-info', serial: '^ *\\d+ +- +(?:\\S+ +)?(\\S{12,}) ' },
  ],
  volatile: [
    { pattern: '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?( ?[+-]\\d\\d:\\d\\d)?( DST)?$' },
    { pattern: '^!Last configuration was ' },
  ],
  logout: { command: 'quit' },
};

/** Sources: Oxidized `smartax`. */
export const huaweiSmartax: PlatformData = {
  ...angleLike,
  name: 'huawei_smartax',
  title: 'Huawei SmartAX OLT',
  aliases: ['smartax'],
  prompt: '^(?<name>[\\w.-]+)(\\([^()\\n]*\\))?[>#]\\s*$',
  login: { username: '^>>User ?name:\\s*$', password: '^>>User password:\\s*$' },
  privilege: [{ when: '>\\s*$', command: 'enable' }],
  setup: ['scroll'],
  configuration: {
    commands: ['display current-configuration'],
    endMarker: '^\\s*return$',
    minLines: 6,
    hostname: '^\\s*sysname (\\S+)',
  },
  pagers: [...angleLike.pagers, { when: '^\\{ <cr>.*\\}:\\s*$', send: '\n' }],
  logout: { command: 'quit', answers: [{ when: '\\(y/n\\).*:\\s*$', send: 'y\n' }] },
};
