/** The columns of `toRows`, for `jsonb_to_recordset(?::jsonb) as r (…)`. */
export const resultColumns = `
  task text, job text, device_id int, device_name text, attempt int, fence text, capture text,
  outcome text, captured boolean, error_code text, error_message text, error_hint text, executor text,
  started_at timestamptz, finished_at timestamptz, session_ms int, log jsonb, connection_log text,
  facts jsonb, host_key_type text, host_key_fingerprint text, quarantine jsonb, latest_sealed text`;

/** SQL that is true when fence `newer` comes after fence `older`, or `older` is null; see `compareFences`. */
export function isNewerFence(newer: string, older: string): string {
  const parts = (fence: string) => `string_to_array(${fence}, '-')::bigint[]`;
  return `(${older} is null or ${parts(newer)} > ${parts(older)})`;
}
