export { generateIdentity, type KeyPair, parseIdentities } from './identity.ts';
export { recipientsDigest } from './recipients-digest.ts';
export { openBytes, sealBytes } from './seal-bytes.ts';
export { openCredential, sealCredential } from './seal-credential.ts';
