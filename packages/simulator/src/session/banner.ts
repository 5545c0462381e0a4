const LINES = 90;

/** Ninety lines that a careless reader takes for prompts, passwords and pagers. */
export function banner(): string {
  const lines = Array.from({ length: LINES }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    if (index % 30 === 10) return `* ${number} router1# is an example, so is user@host>`;
    if (index % 30 === 20) return `* ${number} Password: is never shown here`;
    if (index % 30 === 25) return `switch${number}#`;
    return `* ${number} Authorised use only. All activity is logged and reviewed. *`;
  });
  return `${lines.join('\n')}\n`;
}
