import ssh2 from 'ssh2';

export interface KeySealing {
  readonly passphrase: string;
  readonly cipher: string;
  readonly rounds: number;
}

/** An ed25519 key pair; ssh2 1.17 drops leading zero bytes, so that one pair in 128 could not be read again. */
export function makeSshKey(sealing?: KeySealing): { readonly private: string; readonly public: string } {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519', sealing ?? {});
    if (!(ssh2.utils.parseKey(pair.private, sealing?.passphrase) instanceof Error)) return pair;
  }
}
