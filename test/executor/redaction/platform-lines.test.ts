import { findPlatform } from '@netraven/common/platform';
import test from 'ava';
import { redactWith, shapeOf } from './helpers/redact.ts';

/** A configuration with its values in braces, `{KIND:VALUE}`: the values go, all else stays. */
function checkShape(platform: string, marked: string): readonly [string, string] {
  const rules = findPlatform(platform)?.secrets ?? [];
  const full = marked.replace(/\{[a-z-]+:([^}]+)\}/g, '$1');
  return [shapeOf(full, rules), marked.replace(/\{([a-z-]+):[^}]+\}/g, '{$1}')];
}

const configurations = {
  cisco_asa: `
snmp-server host inside 10.250.12.3 community {snmp-community:Xk29fQw81}
snmp-server host inside 10.250.12.3 community {snmp-community:Xk29fQw81} version 2c
snmp-server host dmz 10.1.1.1 poll community 0 {snmp-community:Xk29fQw81} version 2c udp-port 161
snmp-server host inside nms1 community {snmp-community:Xk29fQw81}
snmp-server host inside 2001:db8::1 community {snmp-community:Xk29fQw81}
snmp-server host inside 2001:db8::1 version 3 auditor
snmp-server host inside 10.250.12.3 community ***** version 2c
`,
  cisco_ios: `
snmp-server host 10.1.1.1 {snmp-community:Xk29fQw81}
snmp-server host 2001:db8::1 {snmp-community:Xk29fQw81} snmp
snmp-server host 10.1.1.1 version 2c {snmp-community:Xk29fQw81} udp-port 1162
`,
  cisco_nxos: `
tacacs-server key 7 "{aaa-key:Fewhg123x}"
radius-server host 10.0.0.1 key 7 "{aaa-key:Fewhg123x}" authentication accounting
aaa group server radius one
  key 7 "{aaa-key:Fewhg123x}"
key chain one
  key 7
    key-string 7 "{key-string:070c285f4d06}"
`,
  vyos: `
set vpn ipsec authentication psk PEER-1 id '10.0.0.1'
set vpn ipsec authentication psk PEER-1 dhcp-interface 'eth0'
set vpn ipsec authentication psk PEER-1 secret '{pre-shared-key:Xk29fQw81}'
set vpn ipsec authentication psk PEER-1 secret-type 'base64'
set interfaces wireguard wg0 private-key '{private-key:mMyKb9AAAABBBBCCCCDDDD=}'
set interfaces wireguard wg0 peer BRANCH preshared-key '{pre-shared-key:pskAAAA2BBBBCCCC=}'
set interfaces wireguard wg0 peer BRANCH public-key 'pubAAAABBBBCCCCDDDD='
set system login user vyos authentication encrypted-password '{passwd:$6$abc$defghijk}'
`,
  fortinet: `
config vpn certificate local
    edit "one"
        set password ENC {passwd:abcde12345}
        set private-key "-----BEGIN ENCRYPTED PRIVATE KEY-----
{private-key:MIIFHDBOBgkqhkiG9w0BBQ0wQTApBgkqhkiG}
{private-key:aaaaIFHDBOBgkqhkiG9w0BBQ0wQTApBgkqhk}
-----END ENCRYPTED PRIVATE KEY-----"
    next
`,
  mikrotik_routeros: `
/interface wireguard
add listen-port=13231 mtu=1420 name=wg0 private-key="{private-key:mMyKb9AAAABBBBCCCCDDDD=}"
/interface wireguard peers
add interface=wg0 preshared-key="{pre-shared-key:pskAAAA2BBBBCCCC=}" public-key="pubAAAABBBB="
/interface wireless security-profiles
add name=one wpa2-pre-shared-key={pre-shared-key:Xk29fQw81}
/ppp secret
add name=one password={passwd:Xk29fQw81}
/snmp community
set [ find default=yes ] addresses=10.250.0.0/16 name={snmp-community:monitor}
add addresses=10.250.0.0/16 disabled=no name={snmp-community:monitor} read-access=yes write-access=no
`,
  juniper_junos: `
system {
    archival {
        configuration {
            archive-sites {
                "ftp://bk@10.0.0.1/x" password "{passwd:$9$abcdefgh}"; ## SECRET-DATA
            }
        }
    }
    ntp {
        authentication-key 1 type md5 value "{key:$9$abcdefghij}"; ## SECRET-DATA
    }
}
set system ntp authentication-key 1 type md5 value "{ntp-key:$9$abcdefghij}"
protocols {
    bgp {
        authentication-key {key:Xk29fQw81}; ## SECRET-DATA
        authentication-key "{key:$9$abcdefghij}"; ## SECRET-DATA
    }
}
`,
} as const;

for (const [platform, marked] of Object.entries(configurations)) {
  test(`${platform}: each value goes under its kind, and nothing beside it`, (t) => {
    const [redacted, expected] = checkShape(platform, marked);
    t.is(redacted, expected);
  });
}

test('the name before a VyOS key stays, a key that follows its keyword goes', (t) => {
  t.is(shapeOf('        psk PEER-1 {\n'), '        psk PEER-1 {\n');
  t.is(shapeOf(' security wpa psk Xk29fQw81 id\n'), ' security wpa psk {pre-shared-key} id\n');
});

test('quotes stay around a value that a pattern takes with them', (t) => {
  const rules = [{ kind: 'badge', pattern: '^badge (?<secret>\\S+)', source: 'tests' }];
  t.is(shapeOf('badge "Xk29fQw81"', rules), 'badge "{badge}"');
  t.is(shapeOf('badge "Xk29fQw81";', rules), 'badge "{badge}";');
  t.is(shapeOf("badge 'Xk29fQw81' on", rules), "badge '{badge}' on");
  t.is(shapeOf('badge "Xk29fQw81', rules), 'badge {badge}', 'no pair: the quote may be part of the value');
});

test('a changed password of a FortiOS administrator shows, a secret that is encrypted anew does not', (t) => {
  const rules = findPlatform('fortinet')?.secrets ?? [];
  const read = (hash: string, sealed: string) =>
    redactWith(`        set password ENC ${hash}\n        set psksecret ENC ${sealed}\n`, rules).text;
  const first = read('SH2nlSm9QL9tapcHPXIqAXvX7vBJuuqu22hpa0JX0sBu', 'q1w2e3r4t5y6u7i8o9p0AAAA==');
  t.is(read('SH2nlSm9QL9tapcHPXIqAXvX7vBJuuqu22hpa0JX0sBu', 'zzzzzzr4t5y6u7i8o9p0BBBB=='), first);
  const alike = (start: string) =>
    read('SH2nlSm9QL9tapcHPXIqAXvX7vBJuuqu22hpa0JX0sBu', `${start}5bBkugp0XPGkxeaVE3DkHou4==`);
  t.is(alike('Ak1'), first, 'what only begins like a hash in another case is encrypted anew as well');
  const changed = read('SH2other9QL9tapcHPXIqAXvX7vBJuuqu22hpa0JX0s', 'q1w2e3r4t5y6u7i8o9p0AAAA==');
  t.not(changed.split('\n')[0], first.split('\n')[0]);
  t.is(changed.split('\n')[1], '        set psksecret ENC <secret:passwd:opaque>');
});
