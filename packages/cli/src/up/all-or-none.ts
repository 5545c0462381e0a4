/**
 * Waits for several things that are being opened; if one fails, those that opened are closed again.
 * @throws the first failure
 */
export async function allOrNone<T>(
  opening: readonly Promise<T>[],
  close: (opened: T) => Promise<void>,
): Promise<T[]> {
  const settled = await Promise.allSettled(opening);
  const failed = settled.find((one) => one.status === 'rejected');
  const opened = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (!failed) return opened;
  await Promise.allSettled(opened.map(close));
  throw failed.reason;
}
