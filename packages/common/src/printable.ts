/** Control characters, without tab and newline; C1 controls too, which some terminals obey. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * Text that came from a device or another service, safe to show: a control character becomes its code in angle
 * brackets, so that it cannot move the cursor or hide a line.
 */
export function printable(text: string): string {
  return text.replace(CONTROL, (char) => `<${char.charCodeAt(0).toString(16).padStart(2, '0')}>`);
}
