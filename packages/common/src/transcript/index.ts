export { type Exchange, type Transcript, type TranscriptInput, transcriptSchema } from './transcript.ts';
