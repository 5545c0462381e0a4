import test from 'ava';
import {
  defaultTranscriptOptions,
  redactTranscript,
} from '../../../packages/executor/src/redaction/redact-transcript.ts';
import type { Transcript } from '../../../packages/executor/src/redaction/transcript.ts';
import { redactWith } from './helpers/redact.ts';

const tools = {
  redact: (text: string) => redactWith(text).text,
  redactKnown: (text: string) => text.replaceAll('Conf0rm!pass', '<known>'),
  digest: (text: string) => `digest-${text.length}`,
};

const session: Transcript = {
  entries: [
    { kind: 'received', text: 'Welcome\nr1>' },
    { kind: 'sent', text: 'enable' },
    { kind: 'received', text: 'enable\nPassword: ' },
    { kind: 'received', text: '\nr1#' },
    { kind: 'sent', text: 'show running-config\r\n' },
    { kind: 'received', config: true, text: 'hostname r1\nenable secret 5 $1$abcd$efghijkl\nend\n' },
    { kind: 'received', text: 'neighbor 10.0.0.1 peer-group X\nr1#' },
  ],
};

test('output of configuration commands is one line, and lines with a keyword go as a whole', (t) => {
  t.is(
    redactTranscript(session, tools),
    [
      '< Welcome',
      '< r1>',
      '> enable',
      '< enable',
      '[REDACTED LINE]',
      '< ',
      '< r1#',
      '> show running-config',
      '< [configuration: 3 lines, digest-49]',
      '< neighbor 10.0.0.1 peer-group X',
      '< r1#',
      '',
    ].join('\n'),
  );
});

test('values are replaced before lines are dropped, so that other keywords do not show them', (t) => {
  const log = redactTranscript(session, tools, {
    ...defaultTranscriptOptions,
    keepConfig: true,
    keywords: ['hostname'],
  });
  t.true(log.includes('[REDACTED LINE]'));
  t.false(log.includes('hostname'));
  t.regex(log, /^< enable secret 5 <secret:[a-z]+:k[0-9a-f]{4}-[0-9a-f]{12}>$/m);
});

test('keywords count whatever their case', (t) => {
  const text = { entries: [{ kind: 'received', text: 'COMMUNITY centre\nother' }] } as const;
  t.is(redactTranscript(text, tools), '[REDACTED LINE]\n< other\n');
});

test('a note of netraven stays though it holds a keyword, without the values that are known', (t) => {
  const transcript: Transcript = {
    entries: [
      { kind: 'received', text: 'Password:' },
      { kind: 'note', text: 'NETRAVEN_AUTH_FAILED: r1:22: password refused\n' },
      { kind: 'note', text: 'user Conf0rm!pass, no key exchange' },
    ],
  };
  t.is(
    redactTranscript(transcript, tools),
    [
      '[REDACTED LINE]',
      '# NETRAVEN_AUTH_FAILED: r1:22: password refused',
      '# user <known>, no key exchange',
      '',
    ].join('\n'),
  );
});

test('a note within a key of several lines leaves the key hidden', (t) => {
  const transcript: Transcript = {
    entries: [
      { kind: 'received', text: '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEAx1' },
      { kind: 'note', text: 'the device fell silent' },
      { kind: 'received', text: 'b2Zb4D9fAAAA' },
    ],
  };
  t.is(
    redactTranscript(transcript, tools, { ...defaultTranscriptOptions, keywords: [] }).replace(
      /<secret:[^>]+>/g,
      '{}',
    ),
    '< -----BEGIN RSA PRIVATE KEY-----\n{}\n# the device fell silent\n{}\n',
  );
});

test('a log beyond its limit loses its middle', (t) => {
  const text = Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n');
  const transcript: Transcript = { entries: [{ kind: 'received', text }] };
  const log = redactTranscript(transcript, tools, { ...defaultTranscriptOptions, maxBytes: 100 });
  t.is(
    log,
    '< line 0\n< line 1\n< line 2\n< line 3\n< line 4\n[90 lines left out]\n< line 95\n< line 96\n< line 97\n< line 98\n< line 99\n',
  );
});

test('a session without output has an empty log', (t) => {
  t.is(redactTranscript({ entries: [] }, tools), '');
});
