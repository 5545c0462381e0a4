/** Escape sequences by their shape (ECMA-48): control sequences, control strings, character sets, others. */
const CONTROL_SEQUENCE = /\[([0-?]*)[ -/]*([@-~])/y;
const CONTROL_STRING = /[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)/y;
const CHARACTER_SET = /[()*+][0-9A-Za-z]/y;
const OTHER_ESCAPE = /[ -/]?[0-~]/y;

const NEEDS_RENDERING = /[\u0000\u0007\u0008\u000e\u000f\r\u001b]/;
/** NUL, BEL, and the shifts between character sets: they show nothing. */
const INVISIBLE = '\u0000\u0007\u000e\u000f';

/**
 * What a terminal of unlimited width shows of one line: carriage returns, backspaces, erasures and cursor moves are
 * carried out; colours, modes and titles vanish; tabs stay. ESC E (next line) starts afresh.
 * @param raw one line without its line feed
 */
export function renderLine(raw: string): string {
  let end = raw.length;
  while (end > 0 && raw.charCodeAt(end - 1) === 13) end--;
  const line = end === raw.length ? raw : raw.slice(0, end);
  if (!NEEDS_RENDERING.test(line)) return line;
  const screen: Screen = { cells: [], column: 0 };
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === '\r') screen.column = 0;
    else if (character === '\b') screen.column = Math.max(0, screen.column - 1);
    else if (character === '\u001b') at += obey(screen, line, at + 1);
    else if (!INVISIBLE.includes(character)) put(screen, character);
  }
  return screen.cells.join('');
}

interface Screen {
  cells: string[];
  column: number;
}

function put(screen: Screen, character: string): void {
  while (screen.cells.length < screen.column) screen.cells.push(' ');
  screen.cells[screen.column++] = character;
}

/** @returns how many characters of the line the sequence takes after its ESC */
function obey(screen: Screen, line: string, at: number): number {
  const control = matchAt(CONTROL_SEQUENCE, line, at);
  if (control) {
    obeyControl(screen, control[2] ?? '', control[1] ?? '');
    return control[0].length;
  }
  if (line.charAt(at) === 'E') {
    screen.cells = [];
    screen.column = 0;
    return 1;
  }
  const other =
    matchAt(CONTROL_STRING, line, at) ?? matchAt(CHARACTER_SET, line, at) ?? matchAt(OTHER_ESCAPE, line, at);
  return other?.[0].length ?? 0;
}

function matchAt(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(line);
}

/** Columns beyond this are not real: a hostile cursor move must not fill the memory. */
const MAX_COLUMN = 10_000;
const MAX_INSERTED = 500;

function obeyControl(screen: Screen, final: string, parameters: string): void {
  const count = Math.min(Number.parseInt(parameters, 10) || 1, MAX_COLUMN);
  switch (final) {
    case 'K':
    case 'J':
      erase(screen, parameters, final);
      break;
    case 'D':
      screen.column = Math.max(0, screen.column - count);
      break;
    case 'C':
      screen.column = Math.min(screen.column + count, MAX_COLUMN);
      break;
    case 'G':
      screen.column = count - 1;
      break;
    case 'H':
    case 'f':
      screen.column = columnOf(parameters);
      break;
    case 'P':
      screen.cells.splice(screen.column, count);
      break;
    case 'X':
      screen.cells.fill(' ', screen.column, screen.column + count);
      break;
    case '@':
      if (screen.cells.length > screen.column)
        screen.cells.splice(screen.column, 0, ...Array<string>(Math.min(count, MAX_INSERTED)).fill(' '));
      break;
    default:
  }
}

/** Row and column from 1, both 1 where they are left out; there is but one row here. */
function columnOf(parameters: string): number {
  const column = Number.parseInt(parameters.split(';')[1] ?? '', 10) || 1;
  return Math.min(column, MAX_COLUMN) - 1;
}

function erase(screen: Screen, parameters: string, final: string): void {
  if (parameters === '' || parameters === '0') {
    screen.cells.length = Math.min(screen.cells.length, screen.column);
  } else if (final === 'K' && parameters === '1') {
    screen.cells.fill(' ', 0, screen.column);
  } else {
    screen.cells = [];
  }
}
