/** What a device asks the terminal: its status or the cursor's place (DSR), or what kind it is (DA, DECID); ECMA-48. */
const QUERY = /\u001b(?:\[(?:(?<report>[56])n|0?c)|Z)/g;
/** The start of a query whose rest is in the next packet. */
const UNFINISHED = /\u001b(?:\[[056]?)?$/;
/** A move so far to the lower right that only its size stops it: the device asks for the size of the terminal. */
const FAR_MOVE = /\u001b\[(?:\d{3,}(?:;\d{3,})?)[BCHf]/;
/** A device that asks without end is not humoured. */
const MAX_ANSWERS = 100;

/**
 * Answers a terminal's part: some systems print no prompt before they know the cursor's place (RouterOS, BusyBox).
 * @param size of the terminal, in characters
 * @returns told a packet and where the cursor stands behind it, gives the keys to send
 */
export function openQueryAnswers(size: {
  readonly columns: number;
  readonly rows: number;
}): (packet: string, column: () => number) => string {
  let unfinished = '';
  let answered = 0;
  return (packet, column) => {
    if (unfinished === '' && !packet.includes('\u001b')) return '';
    const text = unfinished + packet;
    unfinished = UNFINISHED.exec(text)?.[0] ?? '';
    let keys = '';
    for (const { groups } of text.matchAll(QUERY)) {
      if (++answered > MAX_ANSWERS) return keys;
      if (groups?.report === '5') keys += '\u001b[0n';
      else if (groups?.report === undefined) keys += '\u001b[?1;0c';
      else keys += FAR_MOVE.test(text) ? `\u001b[${size.rows};${size.columns}R` : `\u001b[1;${column()}R`;
    }
    return keys;
  };
}
