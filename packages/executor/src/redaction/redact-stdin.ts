import { StringDecoder } from 'node:string_decoder';
import { didYouMean, NetravenError } from '@netraven/common';
import { platformNames, type RedactionRule } from '@netraven/common/platform';
import { compileRules } from './compile-rules.ts';
import { type FingerprintKey, fingerprintKey, openFingerprinter } from './fingerprint.ts';
import { openLineRedactor } from './open-line-redactor.ts';
import { redactionRulesOf } from './redaction-rules-of.ts';
import { openSections } from './sections.ts';

export { type FingerprintKey, fingerprintKey };

export interface RedactStreamOptions {
  readonly input: AsyncIterable<Uint8Array | string>;
  /** Takes the text of whole lines; waits while the reader is slow. */
  readonly write: (text: string) => Promise<void> | void;
  /** Platform, alias or vendor; without it the general rules alone. */
  readonly platform?: string | undefined;
  /** Told, before anything is read, when the platform is none that is known. */
  readonly notify: (text: string) => void;
  /** A random one makes tokens that can be compared within this run only. */
  readonly key: FingerprintKey;
  /** By which equal values of the key's distinct kinds are kept apart; without it, by their order alone. */
  readonly device?: string | undefined;
}

/**
 * Redacts a stream line by line: each line leaves as soon as its end has come, a secret over several lines keeps
 * their number, and line ends stay as they are.
 * @throws NETRAVEN_NOT_FOUND for a mistyped platform, before anything is read
 */
export async function redactStream(options: RedactStreamOptions): Promise<void> {
  const rules = options.platform === undefined ? undefined : rulesOf(options.platform, options.notify);
  const sections = openSections();
  const lines = openLineRedactor(
    compileRules(rules),
    openFingerprinter(options.key, options.device),
    sections,
  );
  const redactLine = (line: string): string => {
    const ink = line.endsWith('\r') ? line.slice(0, -1) : line;
    const redacted = lines.redact(ink);
    sections.feed(ink);
    return ink === line ? redacted : `${redacted}\r`;
  };
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of options.input) {
    const whole = (rest + (typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)))).split(
      '\n',
    );
    rest = whole.pop() ?? '';
    if (whole.length > 0) await options.write(whole.map((line) => `${redactLine(line)}\n`).join(''));
  }
  rest += decoder.end();
  if (rest !== '') await options.write(redactLine(rest));
}

/** Of a vendor that has no platform here the general rules have to do; a name that is nearly one is a typing error. */
function rulesOf(name: string, notify: (text: string) => void): readonly RedactionRule[] {
  const { rules, isKnown } = redactionRulesOf(name);
  if (isKnown) return rules;
  const meant = didYouMean(name, platformNames());
  if (meant !== '') {
    throw new NetravenError('NETRAVEN_NOT_FOUND', `no such platform: ${name}; ${meant}`, {
      hint: 'See "netraven platform list"; without --platform the general rules alone are used.',
    });
  }
  notify(`no platform is called ${name}: the general rules alone are used`);
  return rules;
}
