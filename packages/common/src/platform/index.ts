export { addPlatforms, findPlatform, platformNames, platforms } from './find-platform.ts';
export { loadPlatforms, parsePlatform } from './load-platforms.ts';
export { type Platform, type PlatformData, platformSchema } from './platform.ts';
export {
  type RedactionBlock,
  type RedactionPattern,
  type RedactionRule,
  redactionRuleSchema,
} from './redaction-rule.ts';
export { regexOf } from './regex-source.ts';
