import type { RedactionPattern } from '@netraven/common/platform';
import { value } from './fragments.ts';

/** What AireOS writes before a value it has encrypted: initialisation vector and digest, then the length. */
const sealed = '(?:encrypt +)?\\d +(?<secret40>[0-9a-z]+) +(?<secret50>[0-9a-z]+) +\\d+ +';

/** Cisco AireOS, whose values follow their places and hardly a keyword. */
export const wlcRules: readonly RedactionPattern[] = [
  {
    kind: 'passwd',
    pattern: `(?:password|server-key|set-key (?:hex|ascii)|mgmtuser add encrypt \\S+|radius (?:auth|acct) add encrypt .{0,60}?password|v3user create .{0,60}?encrypt) +${sealed}${value()}`,
    source: 'AireOS "show run-config commands", secrets obfuscated',
  },
  {
    kind: 'snmp-key',
    pattern: `v3user create +\\S+ +\\S+ +\\S+ +\\S+ +encrypt +${value()} +${value(10)}`,
    source: 'AireOS',
  },
  {
    kind: 'passwd',
    pattern: `netuser add +\\S+ +${value(0, 'wlan|wlanid|usertype|description')}`,
    source: 'AireOS "netuser add"',
  },
  {
    kind: 'passwd',
    pattern: `mgmtuser password +\\S+ +${value()}`,
    source: 'AireOS "mgmtuser password"',
  },
  {
    kind: 'passwd',
    pattern: `ldap simple-bind +\\d+ +authenticated +(?:username +)?\\S+ +(?:password +)?${value()}`,
    source: 'AireOS "ldap simple-bind"',
  },
  {
    kind: 'wlan-key',
    pattern: `static-wep-key encryption +(?:\\d{1,2} +)?(?:40|104|128) +(?:ascii|hex) +(?:\\d +(?=\\S))?${value()}`,
    source: 'AireOS and Catalyst 9800',
  },
];
