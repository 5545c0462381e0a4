const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (value: number) => String(value).padStart(2, '0');

/** `06:14:09`, in UTC. */
export function writeTime(at: Date): string {
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
}

/** `2026-03-02`, in UTC. */
export function writeDate(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** `06:14:09 UTC Mon Mar 2 2026`, as IOS writes it. */
export function writeCiscoClock(at: Date): string {
  return `${writeTime(at)} UTC ${dayOf(at)} ${monthOf(at)} ${at.getUTCDate()} ${at.getUTCFullYear()}`;
}

/** `Mon Mar  2 06:14:09 2026`, as C's `ctime` writes it: NX-OS and EOS. */
export function writeCtime(at: Date): string {
  return `${dayOf(at)} ${monthOf(at)} ${String(at.getUTCDate()).padStart(2)} ${writeTime(at)} ${at.getUTCFullYear()}`;
}

const dayOf = (at: Date) => DAYS[at.getUTCDay()] ?? '';
const monthOf = (at: Date) => MONTHS[at.getUTCMonth()] ?? '';
