/** Who authored or committed, and when. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  /** Seconds since 1970, in UTC. */
  readonly seconds: number;
}

export interface CommitFields {
  /** 40 hex digits. */
  readonly tree: string;
  /** Null for the first commit. */
  readonly parent: string | null;
  readonly author: Signature;
  readonly committer: Signature;
  /** Ends with one line end. */
  readonly message: string;
}

/** The body of a commit object. */
export function encodeCommit({ tree, parent, author, committer, message }: CommitFields): Buffer {
  const lines = [
    `tree ${tree}`,
    ...(parent === null ? [] : [`parent ${parent}`]),
    `author ${encodeSignature(author)}`,
    `committer ${encodeSignature(committer)}`,
  ];
  return Buffer.from(`${lines.join('\n')}\n\n${message}`, 'utf8');
}

function encodeSignature({ name, email, seconds }: Signature): string {
  return `${name} <${email}> ${seconds} +0000`;
}

/** What netraven reads from a commit, its own or another's. */
export interface ParsedCommit {
  readonly tree: string;
  /** The first parent: the branch's own line. */
  readonly parent: string | null;
  readonly authorSeconds: number;
  readonly committerSeconds: number;
  readonly message: string;
}

/** @throws RangeError when the body is no commit */
export function parseCommit(body: Buffer): ParsedCommit {
  const text = body.toString('utf8');
  const headEnd = text.indexOf('\n\n');
  const head = headEnd < 0 ? text : text.slice(0, headEnd);
  const tree = /^tree ([0-9a-f]{40})$/m.exec(head)?.[1];
  if (!tree) throw new RangeError('no commit object');
  return {
    tree,
    parent: /^parent ([0-9a-f]{40})$/m.exec(head)?.[1] ?? null,
    authorSeconds: secondsOf('author', head),
    committerSeconds: secondsOf('committer', head),
    message: headEnd < 0 ? '' : text.slice(headEnd + 2),
  };
}

function secondsOf(role: 'author' | 'committer', head: string): number {
  return Number(new RegExp(`^${role} .*> (\\d+) [+-]\\d{4}$`, 'm').exec(head)?.[1] ?? 0);
}
