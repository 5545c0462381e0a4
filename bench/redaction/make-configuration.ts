/** Styles of configuration the benchmark makes, with as many secrets as they hold in the field. */
export type Style = 'ios' | 'junos' | 'routeros' | 'fortios';

/** A configuration of about `bytes` bytes; the same for the same arguments. */
export function makeConfiguration(style: Style, bytes: number): string {
  const parts: string[] = [head[style]];
  let size = parts[0]?.length ?? 0;
  for (let index = 1; size < bytes; index++) {
    const part = body[style](index);
    parts.push(part);
    size += part.length;
  }
  return parts.join('');
}

const head: Readonly<Record<Style, string>> = {
  ios: [
    'version 17.9',
    'service timestamps log datetime msec localtime',
    'service password-encryption',
    'hostname access-1',
    'enable secret 9 $9$nhEmQVczB7dqsO$X.HsgL6x1il0RxkOSSvyQYwucySCt7qFm4v7pqCxkKM',
    'aaa new-model',
    'aaa authentication login default group tacacs+ local',
    'username admin privilege 15 secret 9 $9$4aAv/iu3p1Fj$kTwq1p8LZ9o7fN3yQxVb5cR2sDgHjKl0mBvCxZaQwE',
    'tacacs server T1',
    ' address ipv4 10.0.0.10',
    ' key 7 01100F175804575D72181B',
    'snmp-server community pr1vate-ro RO 99',
    'snmp-server host 10.0.0.20 version 2c pr1vate-ro',
    'ntp authentication-key 1 md5 104D000A0618 7',
    '',
  ].join('\n'),
  junos: [
    'version 22.4R3;',
    'system {',
    '    host-name core-1;',
    '    root-authentication {',
    '        encrypted-password "$6$abcdefgh$0123456789abcdefghijklmnopqrstuvwxyz"; ## SECRET-DATA',
    '    }',
    '}',
    'snmp {',
    '    community pr1vate-ro {',
    '        authorization read-only;',
    '    }',
    '}',
    '',
  ].join('\n'),
  routeros: [
    '# 2024-10-25 12:09:43 by RouterOS 7.15.2',
    '/snmp community',
    'add addresses=10.0.0.0/8 name=pr1vate-ro',
    '/ppp secret',
    'add name=branch-1 password=Xk29fQw81 service=l2tp',
    '/ip firewall filter',
    '',
  ].join('\n'),
  fortios: [
    'config system global',
    '    set hostname "edge-1"',
    'end',
    'config system admin',
    '    edit "admin"',
    '        set password ENC SH2abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJK=',
    '    next',
    'end',
    '',
  ].join('\n'),
};

const body: Readonly<Record<Style, (index: number) => string>> = {
  ios: (index) =>
    `interface GigabitEthernet${index % 8}/0/${index}\n description access port ${index} floor ${index % 12}\n switchport access vlan ${100 + (index % 40)}\n switchport mode access\n ip access-group USERS in\n storm-control broadcast level 1.00\n spanning-tree portfast\n!\n${index % 25 === 0 ? `router bgp 65000\n neighbor 10.1.${index % 250}.2 remote-as 65${100 + (index % 800)}\n neighbor 10.1.${index % 250}.2 password 7 0822455D0A16${index}\n` : ''}`,
  junos: (index) =>
    `interfaces {\n    ge-0/0/${index} {\n        description "uplink ${index}";\n        unit 0 {\n            family inet {\n                address 10.${index % 200}.1.1/30;\n            }\n        }\n    }\n}\n${index % 20 === 0 ? `protocols {\n    ospf {\n        area 0.0.0.0 {\n            interface ge-0/0/${index}.0 {\n                authentication {\n                    md5 1 key "$9$abcDEF${index}ghiJKL"; ## SECRET-DATA\n` : ''}`,
  routeros: (index) =>
    `add action=accept chain=forward comment="rule ${index}" dst-address=10.${index % 200}.0.0/16 protocol=tcp \\\n    dst-port=443,8443 src-address-list=office\n`,
  fortios: (index) =>
    `config firewall policy\n    edit ${index}\n        set name "policy ${index}"\n        set srcintf "port1"\n        set dstintf "port2"\n        set action accept\n        set srcaddr "all"\n        set dstaddr "net-${index}"\n        set schedule "always"\n        set service "HTTPS"\n    next\nend\n`,
};
