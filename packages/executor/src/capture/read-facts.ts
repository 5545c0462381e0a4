import type { Facts } from '@netraven/common/message';
import { regexOf } from '@netraven/common/platform';

const names = ['version', 'model', 'serial', 'hostname', 'uptime'] as const;
type Sources = { readonly [name in (typeof names)[number]]?: string | undefined };

export const noFacts: Facts = { version: null, model: null, serial: null, hostname: null, uptime: null };

/** Adds what one output tells to facts already known; a fact that is known stays. */
export function readFacts(known: Facts, sources: Sources, text: string): Facts {
  const facts = { ...known };
  for (const name of names) {
    const source = sources[name];
    if (facts[name] === null && source !== undefined)
      facts[name] = firstGroup(regexOf(source, 'im').exec(text));
  }
  return facts;
}

function firstGroup(match: RegExpExecArray | null): string | null {
  const value = match?.slice(1).find((group) => group !== undefined && group !== '');
  return value === undefined ? null : value.trim().slice(0, 200);
}
