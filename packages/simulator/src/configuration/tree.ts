/** A configuration as a tree: a word with either a value, or children, or neither. */
export interface TreeNode {
  /** One or more words: `interfaces`, `user netops`. */
  readonly key: string;
  readonly value?: string;
  readonly children?: readonly TreeNode[];
  /** Stands behind the value in the braces form, such as `## SECRET-DATA`. */
  readonly note?: string;
}

/** How a vendor writes a tree in braces. */
export interface BraceStyle {
  /** Behind a statement: `;` in Junos, nothing in VyOS. */
  readonly terminator: string;
  readonly quote: (value: string) => string;
}

export function leaf(key: string, value?: string, note?: string): TreeNode {
  return { key, ...(value === undefined ? {} : { value }), ...(note === undefined ? {} : { note }) };
}

export function branch(key: string, ...children: readonly TreeNode[]): TreeNode {
  return { key, children };
}

/** Lines in braces, indented by four blanks a level. */
export function writeBraces(nodes: readonly TreeNode[], style: BraceStyle, indent = ''): string[] {
  return nodes.flatMap((node) => {
    if (node.children) {
      return [`${indent}${node.key} {`, ...writeBraces(node.children, style, `${indent}    `), `${indent}}`];
    }
    const value = node.value === undefined ? '' : ` ${style.quote(node.value)}`;
    const note = node.note === undefined ? '' : ` ${node.note}`;
    return [`${indent}${node.key}${value}${style.terminator}${note}`];
  });
}

/** One `set` line for each leaf. */
export function writeSetLines(
  nodes: readonly TreeNode[],
  quote: (value: string) => string,
  path = 'set',
): string[] {
  return nodes.flatMap((node) => {
    if (node.children) return writeSetLines(node.children, quote, `${path} ${node.key}`);
    return [`${path} ${node.key}${node.value === undefined ? '' : ` ${quote(node.value)}`}`];
  });
}
