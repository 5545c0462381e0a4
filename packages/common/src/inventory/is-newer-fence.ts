/** SQL that is true when fence `newer` comes after fence `older`, or `older` is null; see `compareFences`. */
export function isNewerFence(newer: string, older: string): string {
  const parts = (fence: string) => `string_to_array(${fence}, '-')::bigint[]`;
  return `(${older} is null or ${parts(newer)} > ${parts(older)})`;
}
