import { createHash } from 'node:crypto';

export interface HostKeyPolicy {
  readonly policy: 'trust-on-first-use' | 'strict' | 'ignore';
  /** `SHA256:…` fingerprints as OpenSSH prints them. */
  readonly pinned: readonly string[];
}

export interface HostKey {
  /** As in `ssh-keyscan`: `ssh-ed25519`, `ssh-rsa`, … */
  readonly type: string;
  /** `SHA256:…` as OpenSSH prints it. */
  readonly fingerprint: string;
}

/** Reads a host key as it comes in the key exchange (RFC 4253, section 6.6: its type is its first field). */
export function readHostKey(blob: Uint8Array): HostKey {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  const length = bytes.length < 4 ? 0 : Math.min(bytes.readUInt32BE(0), 64);
  const digest = createHash('sha256').update(bytes).digest('base64').replace(/=+$/, '');
  return { type: bytes.toString('latin1', 4, 4 + length), fingerprint: `SHA256:${digest}` };
}

/**
 * Whether a server with this key is the one that was meant: with `strict` only a pinned key is; with
 * `trust-on-first-use` any is until one is pinned; with `ignore` always.
 */
export function isHostKeyAccepted(policy: HostKeyPolicy, key: HostKey): boolean {
  if (policy.policy === 'ignore') return true;
  if (policy.policy === 'trust-on-first-use' && policy.pinned.length === 0) return true;
  return policy.pinned.includes(key.fingerprint);
}
