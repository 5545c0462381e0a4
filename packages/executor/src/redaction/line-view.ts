/** What rules are matched against: a line, or a part of a long one, with the way back to positions in the line. */
export interface LineView {
  readonly text: string;
  /** The view begins where the line does. */
  readonly isStart: boolean;
  /** Position in the line of a position in the view. */
  at(position: number): number;
}

/** Longest text a rule's pattern is ever given, so that no pattern can cost more than a constant per character. */
const MAX_VIEW = 1000;
const OVERLAP = 300;
/** Words longer than this (keys in base64, sealed values) are shown by their ends alone. */
const MAX_WORD = 64;
const WORD_HEAD = 40;
const WORD_TAIL = 16;

/** The views of a line: itself when it is of a usual length. */
export function viewsOf(line: string): LineView[] {
  if (line.length <= MAX_VIEW) return [{ text: line, isStart: true, at: same }];
  const { text, marks } = shortenWords(line);
  const views: LineView[] = [];
  for (let start = 0; start < text.length; start += MAX_VIEW - OVERLAP) {
    views.push({
      text: text.slice(start, start + MAX_VIEW),
      isStart: start === 0,
      at: (position) => locate(marks, start + position),
    });
  }
  return views;
}

const same = (position: number) => position;

/** Pairs of a position in the shortened text and the one in the line, ascending. */
type Marks = readonly (readonly [number, number])[];

function shortenWords(line: string): { text: string; marks: Marks } {
  const marks: [number, number][] = [[0, 0]];
  let text = '';
  for (const match of line.matchAll(/\S+|\s+/g)) {
    const [piece, at] = [match[0], match.index];
    if (piece.length <= MAX_WORD) {
      text += piece;
      continue;
    }
    text += piece.slice(0, WORD_HEAD);
    marks.push([text.length, at + piece.length - WORD_TAIL]);
    text += piece.slice(-WORD_TAIL);
  }
  return { text, marks };
}

function locate(marks: Marks, position: number): number {
  let [low, high] = [0, marks.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.[0] ?? 0) <= position) low = middle;
    else high = middle;
  }
  const [from, to] = marks[low] ?? [0, 0];
  return to + position - from;
}
