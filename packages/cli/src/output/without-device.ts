/**
 * A message for a place that names the device already: messages name it too, since they must be clear by themselves,
 * as in `sw1: 2 lines …` and `quarantined: sw1: 2 lines …`.
 */
export function withoutDevice(message: string, device: string): string {
  const name = `${device}: `;
  if (message.startsWith(name)) return message.slice(name.length);
  const at = message.indexOf(`: ${name}`);
  return at < 0 ? message : message.slice(0, at + 2) + message.slice(at + 2 + name.length);
}
