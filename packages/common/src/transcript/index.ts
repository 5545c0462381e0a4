export { formatTranscript } from './format-transcript.ts';
export { type Exchange, type Transcript, type TranscriptInput, transcriptSchema } from './transcript.ts';
