import { createHash } from 'node:crypto';

export type ObjectType = 'commit' | 'tree' | 'blob';

/** The id git gives an object: SHA-1 over type, length and body; 20 bytes. */
export function objectId(type: ObjectType, body: Uint8Array): Buffer {
  return createHash('sha1').update(`${type} ${body.length}\0`).update(body).digest();
}

/** An id as a compact map key: one character per byte. */
export function idKey(id: Buffer): string {
  return id.toString('latin1');
}
