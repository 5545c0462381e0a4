import type { Algorithms, Client } from 'ssh2';

const modernKex = [
  'curve25519-sha256',
  'curve25519-sha256@libssh.org',
  'ecdh-sha2-nistp256',
  'ecdh-sha2-nistp384',
  'ecdh-sha2-nistp521',
  'diffie-hellman-group14-sha256',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group18-sha512',
] as const;
const oldKex = ['diffie-hellman-group14-sha1', 'diffie-hellman-group1-sha1'] as const;

const modern = {
  serverHostKey: [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
  ],
  cipher: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes128-ctr',
    'aes192-ctr',
    'aes256-ctr',
    'chacha20-poly1305@openssh.com',
  ],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
} as const;
const old = {
  serverHostKey: ['ssh-rsa', 'ssh-dss'],
  cipher: ['aes128-cbc', 'aes192-cbc', 'aes256-cbc', '3des-cbc'],
  hmac: ['hmac-sha1-etm@openssh.com', 'hmac-sha1', 'hmac-sha1-96', 'hmac-md5'],
} as const;

/**
 * What one session offers. `legacy` appends the algorithms of old devices: a device that knows better ones still
 * gets those. Group exchange comes last in either, since its groups cost the most to work with.
 */
export function algorithmsFor(policy: 'modern' | 'legacy'): Algorithms {
  if (policy === 'modern') {
    return {
      kex: [...modernKex, 'diffie-hellman-group-exchange-sha256'],
      serverHostKey: [...modern.serverHostKey],
      cipher: [...modern.cipher],
      hmac: [...modern.hmac],
      compress: ['none'],
    };
  }
  return {
    kex: [
      ...modernKex,
      ...oldKex,
      'diffie-hellman-group-exchange-sha256',
      'diffie-hellman-group-exchange-sha1',
    ],
    serverHostKey: [...modern.serverHostKey, ...old.serverHostKey],
    cipher: [...modern.cipher, ...old.cipher],
    hmac: [...modern.hmac, ...old.hmac],
    compress: ['none'],
  };
}

const offers = new Map<'modern' | 'legacy', object>();

/** What ssh2 is given for `algorithms`: nothing once there is an offer to share. */
export function algorithmsToPrepare(policy: 'modern' | 'legacy'): { algorithms?: Algorithms } {
  return offers.has(policy) ? {} : { algorithms: algorithmsFor(policy) };
}

/**
 * Makes all clients of one policy hold one prepared offer, as ssh2 does for its own defaults: it never changes an
 * offer, and to prepare and to keep one takes a tenth of the CPU and of the memory of a session. To be called after
 * `connect`; the offer goes out only once the server has said its version.
 */
export function shareOffer(client: Client, policy: 'modern' | 'legacy'): void {
  const { _protocol: protocol } = client as unknown as { _protocol?: { _offer?: object } };
  const offer = offers.get(policy) ?? protocol?._offer;
  if (offer === undefined) return;
  if (protocol?._offer === undefined) throw new Error('ssh2 keeps its offer elsewhere');
  offers.set(policy, offer);
  protocol._offer = offer;
}
