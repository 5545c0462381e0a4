import { parse, stringify } from 'yaml';
import { type Transcript, transcriptSchema } from './transcript.ts';

/** A transcript as the YAML of its file; it reads back byte for byte. */
export function formatTranscript(transcript: Transcript): string {
  const yaml = stringify(transcript, { lineWidth: 0 });
  const read = transcriptSchema.parse(parse(yaml));
  if (JSON.stringify(read) === JSON.stringify(transcriptSchema.parse(transcript))) return yaml;
  throw new Error('the transcript does not read as it was written');
}
