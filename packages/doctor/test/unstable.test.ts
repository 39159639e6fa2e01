import { expect, test } from 'vitest';
import { diagnose } from '../src/index.js';
import { changed, ORIGIN, right, type Script, serve, silent } from './scripted-server.js';

/** `RUNS=20` for more. */
const RUNS = Number(process.env.RUNS ?? 5);

const bad = changed('both', silent);

async function run(script: Script, repeat?: number) {
  const { url, close } = await serve(script);
  const diagnosis = await diagnose({ origin: ORIGIN, url: `${url}/users` }, repeat === undefined ? {} : { repeat });
  await close();
  return diagnosis;
}

/** Good and bad in turn, whatever is requested. */
function inTurn(first: Script, second: Script): Script {
  let turn = 0;
  return (request) => (turn++ % 2 === 0 ? first : second)(request);
}

test.each([
  ['bad first', bad, right],
  ['good first', right, bad],
] as const)('a server that alternates is unstable, without any flag: %s', async (_, first, second) => {
  for (let i = 0; i < RUNS; i++) {
    const { causes, verdict } = await run(inTurn(first, second));
    expect(causes[0]?.id, `run ${i}: ${verdict.chromium.code ?? 'allowed'}`).toBe('unstable');
    expect(causes.every(({ fix }) => fix === undefined)).toBe(true);
  }
});

test('one that is bad at random half of the time is unstable with repeat 12', async () => {
  for (let i = 0; i < RUNS; i++) {
    // The first two differ, so that chance can't make all alike.
    let turn = 0;
    const script: Script = (request) =>
      (turn++ < 2 ? turn === 1 : Math.random() < 0.5) ? bad(request) : right(request);
    expect((await run(script, 12)).causes[0]?.id).toBe('unstable');
  }
});

test('without the flag no cache is blamed for it, and no fix is printed that a repeat contradicts', async () => {
  for (let i = 0; i < RUNS; i++) {
    const { causes, exchanges } = await run((request) => (Math.random() < 0.5 ? bad : right)(request));
    expect(causes.map(({ id }) => id).filter((id) => /cache|stale/.test(id))).toEqual([]);
    const own = exchanges.filter(
      ({ request, why }) => request.url.endsWith('/users') && (!why || /same request/.test(why)),
    );
    const allowed = own.map(({ response }) => response?.headers.some(([name]) => /allow-origin/i.test(name)));
    if (new Set(allowed).size > 1) expect(causes.every(({ fix }) => fix === undefined)).toBe(true);
  }
});
