import { expect, test } from 'vitest';
import { createFetch } from '../src/index.js';
import { API, OPEN, PAGE } from './apps.js';

const methods: string[] = [];
const app = ({ method }: Request) => {
  methods.push(method);
  return new Response('ok', { headers: OPEN });
};

test('a version of an engine decides by its own rules', async () => {
  const init = { headers: { Range: 'Bytes=0-10' } };
  await createFetch({ origin: PAGE, app, version: '150' })(API, init);
  expect(methods.splice(0)).toEqual(['GET']);
  await createFetch({ origin: PAGE, app, version: '156' })(API, init).catch(() => {});
  expect(methods[0]).toBe('OPTIONS');
});

test('what is not a version is an error at the start', () => {
  expect(() => createFetch({ origin: PAGE, version: 'newest' })).toThrow("'newest' is not a version");
  expect(() => createFetch({ origin: PAGE, engine: 'standard', version: '1' })).toThrow('has no versions');
});
