import type { Algorithms } from 'ssh2';
import type { AlgorithmSet } from '../device/device-plan.ts';

const modern = {
  kex: ['curve25519-sha256', 'curve25519-sha256@libssh.org', 'ecdh-sha2-nistp256'],
  serverHostKey: ['ssh-ed25519', 'rsa-sha2-512', 'rsa-sha2-256'],
  cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'chacha20-poly1305@openssh.com'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com'],
} as const;

const legacy = {
  kex: ['diffie-hellman-group14-sha1', 'diffie-hellman-group1-sha1'],
  serverHostKey: ['ssh-rsa'],
  cipher: ['aes128-cbc', '3des-cbc', 'aes256-cbc'],
  hmac: ['hmac-sha1', 'hmac-md5'],
} as const;

/**
 * What a device offers in the handshake. Group exchange is in none: an ssh2 server announces it but cannot
 * perform it, so every list is spelled out.
 */
export const algorithmLists = {
  any: {
    kex: [...modern.kex, 'diffie-hellman-group14-sha256', 'diffie-hellman-group16-sha512', ...legacy.kex],
    serverHostKey: [...modern.serverHostKey, ...legacy.serverHostKey],
    cipher: [...modern.cipher, 'aes128-ctr', 'aes256-ctr', ...legacy.cipher],
    hmac: [...modern.hmac, 'hmac-sha2-256', 'hmac-sha2-512', ...legacy.hmac],
    compress: ['none'],
  },
  modern: {
    kex: [...modern.kex],
    serverHostKey: [...modern.serverHostKey],
    cipher: [...modern.cipher],
    hmac: [...modern.hmac],
    compress: ['none'],
  },
  legacy: {
    kex: [...legacy.kex],
    serverHostKey: [...legacy.serverHostKey],
    cipher: [...legacy.cipher],
    hmac: [...legacy.hmac],
    compress: ['none'],
  },
} satisfies Record<AlgorithmSet, Algorithms>;
