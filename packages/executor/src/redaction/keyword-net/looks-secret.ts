/** Something a person would choose as a secret or a machine would make: not a plain word. */
export function looksSecret(value: string): boolean {
  if (value.length < 4) return false;
  if (/\d/.test(value) && /[A-Za-z]/.test(value)) return true;
  return /[a-z][A-Z]|[!@#$%^&*+/=~]/.test(value) || (value.length >= 6 && /^\d+$/.test(value));
}
