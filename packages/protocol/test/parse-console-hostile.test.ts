import { describe, expect, test } from 'vitest';
import { parseConsoleMessage, parseConsoleText } from '../src/index.js';
import { randomTexts } from './random-texts.js';

/** TEXTS=1000000 for a long run. */
const TEXTS = Number(process.env.TEXTS ?? 20_000);

test('no text makes it throw', { timeout: 60_000 + TEXTS / 5 }, () => {
  const next = randomTexts(20_260_301);
  let understood = 0;
  for (let i = 0; i < TEXTS; i++) if (parseConsoleMessage(next())) understood++;
  // The texts are made of pieces of messages: some come out whole.
  expect(understood).toBeGreaterThan(TEXTS / 20);
});

/** Texts that invite to go over the same stretch again and again. */
const hostile: Readonly<Record<string, string>> = {
  'beginnings without an end': 'Access to fetch at ',
  'beginnings and nearly an end':
    "Access to fetch at 'https://a/' from origin 'https://b' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value '",
  'URLs without an end': 'Fetch API cannot load https://a/',
  'words that another message holds': 'Origin https://a is not allowed by Access-Control-Allow-Origin',
  'methods without an end': 'Method ',
  'reasons of Firefox': '(Reason: ',
  'codes of the network log': 'net::ERR_A',
  'quotation marks': "'",
  'white space': ' ',
  'line breaks': '\n> ',
  'white space with line breaks': '    \n',
  'escapes of a terminal': '\x1b[',
  backslashes: '\\"',
  letters: 'a',
  'URLs in sentences': 'Lorem ipsum: dolor https://a.example/ (b: CORS ',
  'schemes without an end': 'a://',
  'elements without an end': '<a href="',
  'links without an end': '[https://a](',
  'entities without an end': '&#3',
  'policies without an end': 'Content-Security-Policy: connect-src ',
  'names of errors': '"corsError": "MissingAllowOriginHeader", ',
};

/** The least of five runs, in milliseconds. */
function duration(text: string): number {
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const start = performance.now();
      parseConsoleText(text);
      return performance.now() - start;
    }),
  );
}

describe('time grows as the text does', () => {
  test.each(Object.entries(hostile))('%s', (_, piece) => {
    const text = (length: number) => piece.repeat(Math.ceil(length / piece.length));
    // Four times the text; a quadratic parser would take sixteen times as long. The floor leaves room for noise.
    expect(duration(text(100_000))).toBeLessThan(Math.max(20, duration(text(25_000))) * 10);
  });
});
