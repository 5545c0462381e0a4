import type { PlatformData } from '../platform.ts';
import { iosLike, pemBlocks } from './shared.ts';

const source = 'Oxidized eos, RANCID aeos.pm';
const type = '(?:(?:\\d+|sha512|8a) )?';

/** Sources: Oxidized `eos`, RANCID `aeos.pm`, netmiko `arista_eos`; a recorded DCS-7050SX3. */
export const aristaEos: PlatformData = {
  ...iosLike,
  name: 'arista_eos',
  title: 'Arista EOS',
  aliases: ['eos', 'arista', 'arista_eos_telnet'],
  proven: 'recording',
  prompt: '^(?<name>[\\w.@:/~+-]+?)(\\.\\d\\d:\\d\\d:\\d\\d)?(\\([^()\\n]*\\))*[>#$]\\s*$',
  configuration: {
    commands: ['show running-config | no-more', 'show running-config'],
    endMarker: '^end$',
    hostname: '^hostname (\\S+)',
  },
  facts: [
    {
      command: 'show version | no-more',
      model: '^Arista (?:Networks )?(\\S+)',
      version: '^Software image version: *(\\S+)',
      serial: '^Serial number: *(\\S+)',
      uptime: '^Uptime: *(.+)$',
    },
    {
      command: 'show inventory | no-more',
      model: '^\\s*([A-Z]+-\\S+) +\\d+-port',
      serial: '^\\s*\\d\\d\\.\\d\\d +([A-Z]{3}\\d{8}) ',
    },
  ],
  volatile: [{ pattern: '^! Command: ' }, { pattern: '^! Time: ' }, { pattern: '^ntp clock-period ' }],
  secrets: [
    {
      kind: 'password',
      pattern: `^\\s*(?:enable|username \\S+.*?) (?:secret|password) ${type}(?<secret>\\S+)`,
      source,
    },
    { kind: 'password', pattern: `^\\s*(?:secret|password) ${type}(?<secret>\\S+)`, source },
    { kind: 'snmp-community', pattern: '^snmp-server community (?<secret>\\S+)', source },
    {
      kind: 'snmp-community',
      pattern:
        '^snmp-server host \\S+(?: vrf \\S+)?(?: (?:traps|informs))?(?: version (?:1|2c))? (?<secret>\\S+)',
      source,
    },
    {
      kind: 'snmp-key',
      pattern: '^snmp-server user .*? auth \\S+ (?<secret1>\\S+)(?: priv \\S+ (?<secret2>\\S+))?',
      source,
    },
    { kind: 'aaa-key', pattern: `^\\s*(?:tacacs|radius)-server.*? key ${type}(?<secret>\\S+)`, source },
    { kind: 'key-string', pattern: '^\\s+key \\d+ (?:\\d+ )?(?<secret>\\S+)', source },
    { kind: 'routing-key', pattern: `^\\s*neighbor \\S+ password ${type}(?<secret>\\S+)`, source },
    {
      kind: 'routing-key',
      pattern: `^\\s*ip ospf (?:authentication-key|message-digest-key \\d+ \\S+) ${type}(?<secret>\\S+)`,
      source,
    },
    {
      kind: 'routing-key',
      pattern: `^\\s*isis (?:authentication key|password) ${type}(?<secret>\\S+)`,
      source,
    },
    { kind: 'ntp-key', pattern: `^ntp authentication-key \\d+ \\S+ ${type}(?<secret>\\S+)`, source },
    { kind: 'licence', pattern: '^service unsupported-transceiver \\S+ (?<secret>\\S+)', source },
    ...pemBlocks,
  ],
};
