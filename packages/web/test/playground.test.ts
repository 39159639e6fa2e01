import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHeaders } from '../src/playground/header-text.js';
import { type Play, play, START } from '../src/playground/play.js';
import { fromFragment, toFragment } from '../src/playground/share.js';
import { whyPreflight } from '../src/playground/why-preflight.js';

const blocked = async (change: Partial<Play>) => {
  const { outcomes } = await play({ ...START, ...change });
  return outcomes.map(({ engine, block }) => [engine, block?.code] as const);
};

describe('the verdict', () => {
  test('a trailing slash blocks it in every engine', async () => {
    const codes = await blocked({});
    expect(codes.map(([engine]) => engine)).toEqual(['chromium', 'firefox', 'webkit', 'standard']);
    expect(codes.every(([, code]) => code !== undefined)).toBe(true);
    const headers = START.preflight.headers.replace('example.com/', 'example.com');
    const fixed = await blocked({ preflight: { status: 204, headers } });
    expect(fixed.every(([, code]) => code === undefined)).toBe(true);
  });

  test('a problem is reported at its field', async () => {
    const problemsWith = async (change: Partial<Play>) => (await play({ ...START, ...change })).problems;
    expect(await problemsWith({ origin: 'https://app.example.com/' })).toMatchObject([{ field: 'origin' }]);
    expect(await problemsWith({ url: '/users' })).toMatchObject([{ field: 'url' }]);
    expect(await problemsWith({ headers: 'A: 1\nno header' })).toMatchObject([
      { field: 'headers', message: 'Line 2: A header needs a colon after its name.' },
    ]);
    expect(await problemsWith({ actual: { status: 200, headers: 'a b: c' } })).toMatchObject([{ field: 'actual' }]);
  });

  test('no input makes it fail', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const response = fc.record({ status: fc.integer({ min: 100, max: 599 }), headers: text });
    const responses = { preflight: response, actual: response };
    const typed = fc.record({ origin: text, url: text, method: text, headers: text, body: text, ...responses });
    await fc.assert(
      fc.asyncProperty(typed, async (change) => {
        const { outcomes, problems } = await play({ ...START, ...change });
        expect(outcomes.length > 0).toBe(problems.length === 0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('why there is a preflight', () => {
  const why = async (change: Partial<Play>) => {
    const now = { ...START, ...change };
    return whyPreflight(now, (await play(now)).outcomes);
  };

  test('each reason is shown', async () => {
    expect(await why({})).toEqual([expect.stringContaining('The method PUT'), expect.stringContaining('Content-Type')]);
    expect(await why({ method: 'POST', headers: 'X-Id: 7' })).toEqual([expect.stringContaining('The header x-id')]);
    expect(await why({ method: 'GET', headers: '' })).toEqual([expect.stringMatching(/^None/)]);
    expect(await why({ url: 'https://app.example.com/' })).toEqual([expect.stringMatching(/same-origin/)]);
  });

  test('names the engines if only some send one', async () => {
    expect((await why({ method: 'GET', headers: 'Save-Data: on' })).join(' ')).toMatch(/Not in every engine/);
  });
});

describe('a link', () => {
  test('holds the whole playground', () => {
    const play = { ...START, body: 'ünïcode ✓', headers: 'X-Id: 7' };
    expect(fromFragment(toFragment(play))).toEqual(play);
  });

  test('masks secrets', () => {
    const play: Play = {
      ...START,
      url: 'https://me:pass@api.example.com/?page=2&api_key=abc',
      headers: 'Authorization: Bearer abc\nX-Session-Token: def\nX-Id: 7',
      body: '{"password":"abc","name":"me"}',
      actual: { status: 200, headers: 'Set-Cookie: sid=abc; Path=/\nVary: Origin' },
    };
    expect(fromFragment(toFragment(play))).toEqual({
      ...play,
      url: 'https://***@api.example.com/?page=2&api_key=***',
      headers: 'Authorization: Bearer ***\nX-Session-Token: ***\nX-Id: 7',
      body: '{"password":"***","name":"me"}',
      actual: { status: 200, headers: 'Set-Cookie: sid=***; Path=/\nVary: Origin' },
    });
  });

  test('that is malformed or hostile does no harm', () => {
    const odd = { ...START, mode: 'evil', actual: { status: 'x' }, preflight: null, more: 1 };
    expect(fromFragment(btoa(JSON.stringify(odd)))).toEqual(START);
    fc.assert(fc.property(fc.string(), (text) => void fromFragment(text)));
    expect(fromFragment('x'.repeat(1_000_000))).toBeUndefined();
  });
});

test('headers are parsed', () => {
  expect(readHeaders('A: 1\nb:2\n\nSet-Cookie: a=b; c').headers).toEqual([
    ['A', '1'],
    ['b', '2'],
    ['Set-Cookie', 'a=b; c'],
  ]);
});
