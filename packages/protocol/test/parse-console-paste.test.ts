import { describe, expect, test } from 'vitest';
import { type ParsedMessage, parseConsoleText } from '../src/index.js';
import { recording } from './recordings.js';

/** Every message of the recordings once, those of one request together, as a console shows them. */
const groups = (['chromium', 'firefox', 'webkit'] as const)
  .flatMap((engine) => [
    ...new Map(
      [...recording(engine).values()].flat().map(({ messages }) => {
        const shown = messages
          .filter((m) => !m.startsWith('Failed to load resource'))
          .map((m) => m.replaceAll('{ID}', 'ID'));
        return [shown.join('\n'), shown] as const;
      }),
    ).values(),
  ])
  .filter(({ length }) => length > 0);

/** What a text says, with white space in a value as it may be after a line break. */
const meaning = (text: string) =>
  parseConsoleText(text).map(({ text: _, ...parts }: ParsedMessage) =>
    Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, squeezed(part)])),
  );
const squeezed = (part: unknown) => (typeof part === 'string' ? part.replace(/\s/g, '') : part);

/** Broken at spaces, as an editor or a chat does it. */
const wordWrapped = (width: number) => (message: string) =>
  message.split(' ').reduce((text, word) => {
    const line = text.slice(text.lastIndexOf('\n') + 1);
    return line.length + word.length >= width ? `${text}\n${word}` : `${text} ${word}`;
  });

/** Broken anywhere, as a terminal does it. */
const hardWrapped = (width: number) => (message: string) => message.replace(new RegExp(`.{${width}}`, 'g'), '$&\n');

const straightQuotes = (message: string) => message.replace(/[‘’]/g, "'").replace(/[“”]/g, '"');

const pastes: Readonly<Record<string, (messages: readonly string[]) => string>> = {
  'one after the other': (messages) => messages.join('\n'),
  'with Windows line breaks': (messages) => messages.map(wordWrapped(70)).join('\r\n').replace(/\r?\n/g, '\r\n'),
  'wrapped at 60 columns': (messages) => messages.map(wordWrapped(60)).join('\n'),
  'wrapped at 17 columns inside words': (messages) => messages.map(hardWrapped(17)).join('\n'),
  'quoted in a mail': (messages) => messages.map(wordWrapped(72)).join('\n').replace(/^/gm, '> '),
  'in a box of a terminal': (messages) => messages.map(wordWrapped(50)).join('\n').replace(/^/gm, '│ '),
  'with straight quotes': (messages) => messages.map(straightQuotes).join('\n'),
  'with the file before and a count after': (messages) => messages.map((m) => `(index):1 ${m} 3`).join('\n'),
  'with the file after': (messages) => messages.map((m) => `${m} app.js:12:7`).join('\n'),
  'as Safari copies it': (messages) => messages.map((m) => `[Error] ${m} (users, line 0)`).join('\n'),
  'from a log with times': (messages) =>
    messages.map((m) => `2026-03-01T09:12:44.120Z [browser] error: ${m}`).join('\n'),
  'from a coloured terminal': (messages) =>
    messages.map((m) => `\x1b[31m${m.replace(' CORS', ' \x1b[1mCORS\x1b[22m')}\x1b[39m`).join('\n'),
  'in a string of JSON': (messages) => messages.map((m) => JSON.stringify({ message: m })).join('\n'),
  'among other lines': (messages) =>
    `Why does this fail?\n\nvite v7.1.0 ready in 312 ms\n${messages.join('\n')}\nUncaught (in promise) TypeError: Failed to fetch\n    at load (app.js:12:7)\nThanks!`,
};

/** Where the words themselves don't show what belongs to the paste. */
const isAmbiguous = (paste: string, message: string): boolean =>
  // A value without quotation marks ends where its line does.
  (paste !== 'one after the other' && message.includes('has an invalid value')) ||
  // So does a URL with a full stop after it.
  (paste.includes('inside words') && /cannot load \S+\.(\s|$)|while loading/.test(message)) ||
  // Quotation marks in a value, escaped once more.
  (paste.includes('JSON') && /['‘]"/.test(message));

describe('a message is understood however it was copied', () => {
  test.each(Object.entries(pastes))('%s', (name, paste) => {
    for (const messages of groups) {
      if (isAmbiguous(name, messages.join('\n'))) continue;
      expect(meaning(paste(messages)), paste(messages)).toEqual(meaning(messages.join('\n')));
    }
  });
});

test('several simultaneous requests are separate messages', () => {
  const text = `
app.js:12 Access to fetch at 'https://api.example.com/users' from origin 'http://localhost:5173' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.
app.js:12  PUT https://api.example.com/users net::ERR_FAILED 500 (Internal Server Error)
(anonymous) @ app.js:12
app.js:30 Access to XMLHttpRequest at 'https://cdn.example.com/v2/data.json' (redirected from 'https://cdn.example.com/data.json') from origin 'http://localhost:5173' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://www.example.com' that is not equal to the supplied origin.
Uncaught (in promise) TypeError: Failed to fetch`;
  expect(parseConsoleText(text)).toMatchObject([
    {
      kind: 'error',
      engine: 'chromium',
      code: 'MissingAllowOriginHeader',
      url: 'https://api.example.com/users',
      method: 'PUT',
      status: 500,
    },
    {
      code: 'AllowOriginMismatch',
      initiator: 'xhr',
      url: 'https://cdn.example.com/v2/data.json',
      redirectedFrom: 'https://cdn.example.com/data.json',
      parameter: 'https://www.example.com',
    },
  ]);
  expect(parseConsoleText(text)).toHaveLength(2);
});

test('Safari says the reason once more in its network log', () => {
  const text = `[Error] Origin http://localhost:3200 is not allowed by Access-Control-Allow-Origin. Status code: 401
[Error] Fetch API cannot load http://127.0.0.1:3101/config due to access control checks.
[Error] Failed to load resource: Origin http://localhost:3200 is not allowed by Access-Control-Allow-Origin. Status code: 401 (config, line 0)
[Error] Preflight response is not successful. Status code: 404
[Error] XMLHttpRequest cannot load http://127.0.0.1:3101/users due to access control checks.`;
  expect(parseConsoleText(text)).toMatchObject([
    { code: 'OriginNotAllowed', url: 'http://127.0.0.1:3101/config', initiator: 'fetch', status: 401 },
    { code: 'PreflightInvalidStatus', url: 'http://127.0.0.1:3101/users', initiator: 'xhr', status: 404 },
  ]);
  expect(parseConsoleText(text)).toHaveLength(2);
});
