import { describe, expect, test } from 'vitest';
import { type EngineName, type PageRequest, simulate } from '../src/index.js';

const ENGINES: readonly EngineName[] = ['standard', 'chromium', 'firefox', 'webkit'];

const policy = (value: string | undefined, request: Omit<PageRequest, 'mode'>, engine: EngineName) =>
  simulate(
    { mode: 'no-cors', ...request },
    async () => ({ status: 200, headers: value === undefined ? [] : [['Cross-Origin-Resource-Policy', value]] }),
    { engine },
  ).then(({ allowed, block }) => (allowed ? 'allowed' : block?.code));

const BLOCKED = 'CrossOriginResourcePolicy';

describe.each(ENGINES)('%s: Cross-Origin-Resource-Policy without CORS', (engine) => {
  test.each([
    ['https://app.example.com', 'https://api.example.com/', 'same-site', 'allowed'],
    ['https://app.example.com', 'https://api.example.com/', 'same-origin', BLOCKED],
    ['https://app.example.com', 'https://api.example.com/', 'cross-origin', 'allowed'],
    ['https://app.example.com', 'https://api.example.com/', 'none of these', 'allowed'],
    ['https://a.co.uk', 'https://b.co.uk/', 'same-site', BLOCKED],
    ['https://x.a.co.uk', 'https://y.a.co.uk/', 'same-site', 'allowed'],
    ['https://a.github.io', 'https://b.github.io/', 'same-site', BLOCKED],
    ['http://app.example.com', 'https://api.example.com/', 'same-site', BLOCKED],
    ['http://10.0.0.1', 'http://20.0.0.1/', 'same-site', BLOCKED],
    ['http://10.0.0.1', 'http://10.0.0.1:8080/', 'same-site', 'allowed'],
    ['http://localhost', 'http://localhost:8080/', 'same-site', 'allowed'],
    ['null', 'https://api.example.com/', 'same-site', BLOCKED],
  ])('a page of %s, %s, %s: %s', async (origin, url, value, wanted) => {
    expect(await policy(value, { origin, url }, engine)).toBe(wanted);
  });

  test('a page that requires it gets only what allows it', async () => {
    const page = { origin: 'https://a.example', url: 'https://b.example/', embedderPolicy: 'require-corp' } as const;
    expect(await policy(undefined, page, engine)).toBe(BLOCKED);
    expect(await policy('cross-origin', page, engine)).toBe('allowed');
    expect(await policy(undefined, { ...page, url: 'https://a.example/' }, engine)).toBe('allowed');
  });

  test('with CORS it does not count', async () => {
    const { allowed } = await simulate(
      { origin: 'https://a.example', url: 'https://b.example/' },
      async () => ({
        status: 200,
        headers: [
          ['Access-Control-Allow-Origin', '*'],
          ['Cross-Origin-Resource-Policy', 'same-origin'],
        ],
      }),
      { engine },
    );
    expect(allowed).toBe(true);
  });
});
