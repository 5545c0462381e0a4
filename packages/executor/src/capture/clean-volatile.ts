import { type Platform, regexOf } from '@netraven/common/platform';
import { joinLines } from '../session/render-text.ts';

/**
 * The configuration without what changes by itself: lines such as time stamps and counters are dropped or masked, as
 * the platform says. For the text that is stored and compared; the sealed original keeps them.
 * @param text lines ending in `\n`, as `Capture.text`
 */
export function cleanVolatile(text: string, platform: Pick<Platform, 'volatile'>): string {
  const rules = platform.volatile.map(({ pattern, replace }) => ({ pattern: regexOf(pattern), replace }));
  if (rules.length === 0) return text;
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    const rule = rules.find(({ pattern }) => pattern.test(line));
    if (rule === undefined) kept.push(line);
    else if (rule.replace !== undefined) kept.push(line.replace(rule.pattern, rule.replace));
  }
  return joinLines(kept);
}
