/** The columns of `toRows`, for `fromRows`. */
export const resultColumns = `
  task text, job text, device_id int, device_name text, attempt int, fence text, capture text,
  outcome text, captured boolean, error_code text, error_message text, error_hint text, executor text,
  started_at timestamptz, finished_at timestamptz, session_ms int, log jsonb, connection_log text,
  facts jsonb, host_key_type text, host_key_fingerprint text, jump_host_keys jsonb, quarantine jsonb, latest_sealed text,
  latest_sealed_to text`;
