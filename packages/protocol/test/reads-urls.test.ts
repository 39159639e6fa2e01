import fc from 'fast-check';
import { expect, test } from 'vitest';
import { originProblem } from '../src/origin.js';
import { problemOfOrigin, readLocation, readUrl, type Url } from '../src/url.js';

/** RUNS=100000 for a long run. */
const RUNS = Number(process.env.RUNS ?? 3000);

const origin = fc.constantFrom(
  ...['http://a', 'https://app.example.com', 'http://localhost:3000', 'http://127.0.0.1:80', 'https://[::1]:8443'],
  ...[
    'HTTP://A',
    'https://app.example.com:443',
    'http://127.1',
    'https://u:p@a',
    'https://u@a',
    'https://xn--a',
    'http:',
  ],
  ...['https://', 'ftp://a', 'file://', 'data:', 'weird://a', ''],
);
/** What a parser leaves as it is, and much that it does not. */
const path = fc.string({
  unit: fc.constantFrom(...'//..aAz09-_~?#=&%2eE\\@:;,+!$|^`{}"<>\'()*[] \t\né\u00ff', '/', '/c', '/.', '/..', '/%2e'),
  maxLength: 12,
});
const text = fc.tuple(origin, path).map(([begin, end]) => begin + end);

const partsOf = (url: URL): Url => ({
  href: url.href,
  origin: url.origin,
  protocol: url.protocol,
  withoutFragment: url.href.replace(/#.*/s, ''),
  hash: url.hash,
  includesCredentials: url.username + url.password !== '',
});

function parsed(given: string, base?: string): URL | undefined {
  try {
    return new URL(given, base);
  } catch {
    return undefined;
  }
}

// Node 20 leaves a parent segment in a few paths, for example `//.*/../`, and removes it once another part is set.
function isStable(url: URL): boolean {
  const again = new URL(url.href);
  again.hash = 'x';
  return again.pathname === url.pathname;
}

test('a URL is what a parser makes of it, at first sight and later', () => {
  fc.assert(
    fc.property(text, (given) => {
      const url = parsed(given);
      for (const _ of ['first', 'later']) expect(readUrl(given)).toEqual(url && partsOf(url));
    }),
    { numRuns: RUNS },
  );
});

test('so is a Location, which takes on the fragment of the URL that it is seen from', () => {
  fc.assert(
    fc.property(text, fc.oneof(text, path), (from, given) => {
      const base = readUrl(from);
      if (!base) return;
      const url = parsed(given, base.href);
      fc.pre(url === undefined || isStable(url));
      if (url && url.hash === '') url.hash = base.hash;
      expect(readLocation(given, base)).toEqual(url && partsOf(url));
    }),
    { numRuns: RUNS },
  );
});

test('an origin is judged as at first sight', () => {
  fc.assert(
    fc.property(text, (given) => {
      for (const _ of ['first', 'later']) expect(problemOfOrigin(given)).toEqual(originProblem(given));
    }),
    { numRuns: RUNS },
  );
});
