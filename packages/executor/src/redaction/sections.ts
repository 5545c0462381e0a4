/** The lines a line stands below: what its indentation says, and the menu path of a RouterOS export. */
export interface Sections {
  /** Goes on by one line. */
  feed(line: string): void;
  /** Some line above, of those the next line belongs to, matches. */
  has(pattern: RegExp, line: string): boolean;
}

interface Section {
  readonly indent: number;
  readonly line: string;
}

const MAX_DEPTH = 64;
/** `/ip firewall filter` starts a menu; its entries are not indented. */
const MENU = /^\/[a-z]/;
const MENU_INDENT = -1;

export function openSections(): Sections {
  const stack: Section[] = [];
  let isContinued = false;
  const leave = (indent: number) => {
    while ((stack.at(-1)?.indent ?? -2) >= indent) stack.pop();
  };
  return {
    feed(line) {
      const continues = isContinued;
      isContinued = line.endsWith('\\');
      if (continues) return;
      const indent = indentOf(line);
      if (indent === undefined) return;
      leave(indent);
      if (stack.length < MAX_DEPTH) stack.push({ indent, line: line.slice(0, 200) });
    },
    has(pattern, line) {
      const indent = isContinued ? Number.POSITIVE_INFINITY : (indentOf(line) ?? 0);
      return stack.some((section) => section.indent < indent && pattern.test(section.line));
    },
  };
}

/** Undefined for an empty line, which belongs to no section and ends none. */
function indentOf(line: string): number | undefined {
  if (MENU.test(line)) return MENU_INDENT;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code !== 32 && code !== 9) return at;
  }
  return undefined;
}
