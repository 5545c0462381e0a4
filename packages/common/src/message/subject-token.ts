/**
 * A name as one token of a NATS subject, key or durable name: letters, digits and `-` stay, every other byte of its
 * UTF-8 becomes `_hh`. Injective, so two names never share a token.
 */
export function toSubjectToken(name: string): string {
  let token = '';
  for (const byte of Buffer.from(name, 'utf8')) {
    const char = String.fromCharCode(byte);
    token += /[A-Za-z0-9-]/.test(char) ? char : `_${byte.toString(16).padStart(2, '0')}`;
  }
  return token;
}

/** The name a token stands for; the reverse of `toSubjectToken`. */
export function fromSubjectToken(token: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < token.length; at++) {
    if (token[at] === '_') {
      bytes.push(Number.parseInt(token.slice(at + 1, at + 3), 16));
      at += 2;
    } else {
      bytes.push(token.charCodeAt(at));
    }
  }
  return Buffer.from(bytes).toString('utf8');
}
