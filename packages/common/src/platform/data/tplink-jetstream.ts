import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike, morePagers, percentRefusals } from './shared.ts';

/** Sources: Oxidized `tplink`, netmiko `tplink_jetstream`. */
export const tplinkJetstream: PlatformData = {
  ...iosLike,
  name: 'tplink_jetstream',
  title: 'TP-Link JetStream',
  aliases: ['tplink'],
  lineEnd: 'crlf',
  privilege: [{ when: '>\\s*$', command: 'enable' }],
  setup: ['terminal length 0'],
  configuration: {
    commands: ['show running-config'],
    endMarker: '^end$',
    hostname: '^hostname "?([^"\\n]+?)"?$',
    head: ['^!T[\\w-]+$'],
    tail: [],
  },
  facts: [
    {
      command: 'show system-info',
      version: '^ *Software Version +- (.+?)\\s*$',
      model: '^ *Hardware Version +- (.+?)\\s*$',
      serial: '^ *Serial Number +- (\\S+)',
      hostname: '^ *System Name +- (\\S+)',
      uptime: '^ *Running Time +- (.+?)\\s*$',
    },
  ],
  refusals: [...percentRefusals, '^\\s*error: '],
  pagers: [...morePagers, { when: '^press any key to continue \\(q to quit\\)\\s*$', send: ' ' }],
  secrets: iosSecrets,
};
