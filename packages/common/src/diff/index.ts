export { countLines } from './count-lines.ts';
export { type DiffOptions, diffLines, type LineDiff } from './diff-lines.ts';
export { type Change, type FoundChanges, findChanges, MAX_COMPARISONS } from './find-changes.ts';
export { type InternedLines, internLines } from './intern-lines.ts';
