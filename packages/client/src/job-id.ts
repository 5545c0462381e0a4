/**
 * The id of a job that is requested now: its UTC time and eight random hex digits, so that ids sort by age and say
 * when a job was asked for.
 */
export function makeJobId(now: Date, random: Uint8Array): string {
  const time = now.toISOString().slice(0, 19).replace(/[-:]/g, '');
  return `${time}-${Buffer.from(random).toString('hex').slice(0, 8)}`;
}
