/**
 * Reads a list of seeds: numbers, words and ranges of numbers, separated by commas, as in `1-20,37,night`.
 * @throws an error that names the part that is none of these
 */
export function parseSeeds(list: string): string[] {
  return list.split(',').flatMap((part) => {
    const range = /^(\d{1,6})-(\d{1,6})$/.exec(part);
    if (range) {
      const [first, last] = [Number(range[1]), Number(range[2])];
      if (last < first) throw new Error(`seeds ${part}: the second must not be smaller`);
      return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
    }
    if (!/^[A-Za-z0-9]{1,20}$/.test(part)) throw new Error(`seed "${part}": 1 to 20 letters and digits`);
    return [part];
  });
}
