import { describe, expect, test } from 'vitest';
import { LIBRARIES } from '../src/console/libraries.js';
import { LOOK_ALIKES, lookAlikeOf } from '../src/console/look-alikes.js';
import { SERVERS } from '../src/console/servers.js';
import { meaningOf, parseConsoleMessage, parseConsoleText, remedyOf } from '../src/index.js';

/** What stands in the holes of a template. */
const FILLED: Readonly<Record<string, string>> = {
  url: 'https://api.example.com/users',
  urlWord: 'https://api.example.com/users',
  page: 'https://app.example.com/',
  origin: 'https://app.example.com',
  originWord: 'https://app.example.com',
  location: 'https://login.example.com/',
  status: '503',
  token: 'word',
};
const filled = (template: string): string =>
  template.replace(/\{(\w+)\}/g, (_, hole: string) => FILLED[hole] ?? 'something');

const CORS = /about CORS|not CORS/i;

test('every entry has an id of its own', () => {
  for (const entries of [LOOK_ALIKES, LIBRARIES, SERVERS]) {
    const ids = entries.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

describe('what is taken for CORS is detected by its words, and explained', () => {
  const rows = LOOK_ALIKES.flatMap((entry) =>
    (entry.words ?? []).flatMap(([engine, ...templates]) => templates.map((template) => ({ entry, engine, template }))),
  );
  test.each(rows)('$template', ({ entry, engine, template }) => {
    const message = parseConsoleMessage(filled(template));
    expect(message).toMatchObject({ kind: 'not-cors', topic: entry.topic, cause: entry.cause ?? 'not-cors' });
    if (engine) expect(message?.engine).toBe(engine);
    if (message?.kind !== 'not-cors') return;
    expect(lookAlikeOf(message)?.id).toBe(entry.id);
    expect(meaningOf(message)).toMatch(CORS);
    if (/\{url(?:Word)?\}/.test(template)) expect(message.url).toBe(FILLED.url);
  });
});

test('every look-alike that is not named by a cause says where to change what', () => {
  for (const { id, topic, cause = 'not-cors', fix } of LOOK_ALIKES) {
    if (cause !== 'not-cors' || id === 'network') continue;
    const message = { kind: 'not-cors', topic, cause, entry: id, text: '' } as const;
    expect(fix === undefined ? '' : remedyOf(message), id).toMatch(/^[A-Z].{20,}\.$/s);
  }
});

describe('what a library prints gives no reason, and how to get one', () => {
  test.each(LIBRARIES.flatMap(({ id, words }) => words.map((template) => ({ id, template }))))(
    '$template',
    ({ template }) => {
      const message = parseConsoleMessage(filled(template));
      expect(message?.kind).toBe('follow-up');
      expect(meaningOf(message!)).toMatch(/only says that a request failed|page itself ended the request/);
      expect(remedyOf(message!)).toMatch(/^[A-Z].{10,}\.$/s);
    },
  );
});

describe('what a server prints names the cause and the setting', () => {
  test.each(SERVERS.flatMap(({ id, cause, words }) => words.map((template) => ({ id, cause, template }))))(
    '$template',
    ({ cause, template }) => {
      const message = parseConsoleText(filled(template)).find(({ kind }) => kind === 'server');
      expect(message).toMatchObject({ kind: 'server', cause });
      expect(remedyOf(message!)).toMatch(/^[A-Z].{10,}[.)]$/s);
      expect(meaningOf(message!)).toMatch(/^A message of /);
    },
  );
});
