import type { RedactionBlock } from '@netraven/common/platform';

/** Keys over several lines. Certificates alone are public and stay. */
export const keyBlocks: readonly RedactionBlock[] = [
  {
    kind: 'private-key',
    begin: '^\\s*set private-key "-----BEGIN',
    end: '-----END',
    opaque: true,
    source: 'FortiOS encrypts private keys anew at each read',
  },
  {
    kind: 'private-key',
    begin: '-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----',
    end: '-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----',
    source: 'RFC 7468, OpenSSH, RFC 4880',
  },
  {
    kind: 'private-key',
    begin: '---- BEGIN SSH2 [A-Z ]{0,20}PRIVATE KEY ----',
    end: '---- END SSH2',
    source: 'ssh.com key format',
  },
  {
    kind: 'vpn-key',
    begin: '-----BEGIN OpenVPN Static key V1-----',
    end: '-----END OpenVPN Static key V1-----',
    source: 'openvpn(8) --secret, --tls-auth',
  },
];
