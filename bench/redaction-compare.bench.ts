import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileRules } from '../packages/executor/src/redaction/compile-rules.ts';
import { fingerprintKey } from '../packages/executor/src/redaction/fingerprint.ts';
import { redactText } from '../packages/executor/src/redaction/redact-text.ts';
import { redactionRulesOf } from '../packages/executor/src/redaction/redaction-rules-of.ts';
import { type CorpusLine, fill, readCorpus } from '../test/executor/redaction/helpers/read-corpus.ts';

/**
 * Recall and false hits of netraven's rules and of other tools' over the corpus of the tests, line by line. RANCID runs
 * where its Perl modules are found (`RANCID_LIB`, default /usr/share/perl5/rancid); any other tool that answers each
 * line with one is named in `COMPARE`, as `NAME=COMMAND`, several parted by `;`. The corpus is netraven's own, so its
 * own figure says only that it does what it means to; those of the others say which shapes they lack.
 */
const rancidLib = process.env['RANCID_LIB'] ?? '/usr/share/perl5/rancid';
const driver = fileURLToPath(new URL('redaction/rancid-lines.pl', import.meta.url));
const ios = ['ios', 'WriteTerm'] as const;
/** Platform → module and function, as in rancid.types.base. */
const rancidModules: Readonly<Record<string, readonly [string, string]>> = {
  cisco_ios: ios,
  cisco_asa: ios,
  cisco_nxos: ['nxos', 'WriteTerm'],
  cisco_xr: ['iosxr', 'WriteTerm'],
  cisco_wlc: ['ciscowlc', 'ShowConfig'],
  cisco_s300: ['iossb', 'WriteTerm'],
  juniper_junos: ['junos', 'ShowConfiguration'],
  arista_eos: ['aeos', 'WriteTerm'],
  extreme_netiron: ['foundry', 'WriteTerm'],
  ruckus_fastiron: ['foundry', 'WriteTerm'],
  extreme_exos: ['exos', 'WriteTerm'],
  huawei: ['vrp', 'WriteTerm'],
  fortinet: ['fortigate', 'GetConf'],
  paloalto_panos: ['panos', 'ShowConfig'],
  f5_tmsh: ['bigip', 'WriteTerm'],
  a10: ['acos', 'WriteTerm'],
  nokia_sros: ['sros', 'WriteTerm'],
  ubiquiti_edgeswitch: ['edgemax', 'WriteTerm'],
  ubiquiti_edgerouter: ['edgerouter', 'WriteTerm'],
  dell_os9: ['dnos9', 'WriteTerm'],
  dell_os10: ['dnos10', 'WriteTerm'],
  dell_os6: ['smc', 'WriteTerm'],
};
const VALUES = ['Xk29fQw81', 'Zz77pLm03'];
const key = fingerprintKey(Buffer.alloc(32, 1));

/** Answers each line with one; undefined where it knows no such platform. */
type Tool = (lines: readonly CorpusLine[], platform: string) => readonly string[] | undefined;

const tools = new Map<string, Tool>([
  ['netraven', byNetraven],
  ['netraven, general rules alone', (lines) => byNetraven(lines, '')],
]);
if (existsSync(`${rancidLib}/rancid.pm`)) tools.set('RANCID', byRancid);
else console.log(`RANCID: no ${rancidLib}/rancid.pm, not run`);
for (const named of process.env['COMPARE']?.split(';') ?? []) {
  const [name, command] = [named.slice(0, named.indexOf('=')), named.slice(named.indexOf('=') + 1)];
  if (name && command)
    tools.set(name, (lines, platform) =>
      answer('sh', ['-c', command.replaceAll('{platform}', platform)], lines),
    );
}

const byPlatform = Map.groupBy(readCorpus(), ({ platform }) => platform);
console.log(
  'tool                              platforms   secrets   found   recall   harmless   changed   false hits',
);
for (const [name, tool] of tools) report(name, tool);

function report(name: string, tool: Tool): void {
  const sum = { platforms: 0, secrets: 0, found: 0, harmless: 0, changed: 0 };
  for (const [platform, lines] of byPlatform) {
    const answers = tool(lines, platform);
    if (answers === undefined) continue;
    sum.platforms++;
    for (const [index, { sign, line }] of lines.entries()) {
      const out = answers[index] ?? '';
      if (sign === '=') {
        sum.harmless++;
        if (isChanged(line, out)) sum.changed++;
      } else {
        sum.secrets++;
        if (!VALUES.some((value) => out.includes(value))) sum.found++;
      }
    }
  }
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  console.log(
    name.padEnd(34) +
      [
        sum.platforms,
        sum.secrets,
        sum.found,
        percent(sum.found, sum.secrets),
        sum.harmless,
        sum.changed,
        percent(sum.changed, sum.harmless),
      ]
        .map((cell, at) => `${cell}`.padStart([9, 10, 8, 9, 11, 10, 13][at] ?? 10))
        .join(''),
  );
}

/** RANCID puts marks before lines and drops some; only what it says it removed counts. */
function isChanged(line: string, out: string): boolean {
  return (
    out.includes('<removed>') || (!out.includes(line.trim()) && !out.includes('\u0001') && !out.includes('!'))
  );
}

function byNetraven(lines: readonly CorpusLine[], platform: string): readonly string[] {
  const rules = compileRules(platform === '' ? [] : redactionRulesOf(platform).rules);
  return lines.map(
    ({ above, line }) =>
      redactText(above + full(line), rules, key)
        .text.split('\n')
        .at(-1) ?? '',
  );
}

function byRancid(lines: readonly CorpusLine[], platform: string): readonly string[] | undefined {
  const [module, name] = rancidModules[platform] ?? [];
  if (module === undefined || name === undefined || !existsSync(`${rancidLib}/${module}.pm`))
    return undefined;
  return answer('perl', ['-I', rancidLib, driver, module, name], lines);
}

function answer(command: string, args: readonly string[], lines: readonly CorpusLine[]): readonly string[] {
  const input = `${lines.map(({ line }) => full(line)).join('\n')}\n`;
  const { stdout } = spawnSync(command, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return stdout.split('\n');
}

function full(line: string): string {
  return fill(line, VALUES);
}
