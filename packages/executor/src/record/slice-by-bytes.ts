/** Consecutive items whose data together stay within `maxBytes`; one that is larger stands alone. Never empty slices. */
export function sliceByBytes<T extends { readonly data: Uint8Array }>(
  items: readonly T[],
  maxBytes: number,
): T[][] {
  const slices: T[][] = [];
  let room = 0;
  for (const item of items) {
    if (slices.length === 0 || item.data.length > room) {
      slices.push([]);
      room = maxBytes;
    }
    slices.at(-1)?.push(item);
    room -= item.data.length;
  }
  return slices;
}
