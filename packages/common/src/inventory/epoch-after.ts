/**
 * SQL for the least epoch a device of `deviceSite` may have after a capture: that of its fence, or the next one where
 * the device is at another site by now, whose fences do not compare with it.
 */
export function epochAfter(
  capture: { readonly fence: string; readonly site: string },
  deviceSite: string,
): string {
  return `split_part(${capture.fence}, '-', 1)::int + (${capture.site} is distinct from ${deviceSite})::int`;
}
