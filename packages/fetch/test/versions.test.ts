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

test('so do its words: before 153 Firefox read headers before it refused a method', async () => {
  const refusal = (version: string) =>
    createFetch({ origin: PAGE, engine: 'firefox', version, app })(API, {
      mode: 'no-cors',
      method: 'PUT',
      headers: [['', '1']],
    }).catch((error: Error) => error.message);
  expect(await refusal('140')).toBe('Window.fetch:  is an invalid header name.');
  expect(await refusal('153')).toBe('Window.fetch: Invalid request method PUT.');
});

test('what is not a version is an error at the start', () => {
  expect(() => createFetch({ origin: PAGE, version: 'newest' })).toThrow("'newest' is not a version");
  expect(() => createFetch({ origin: PAGE, engine: 'standard', version: '1' })).toThrow('has no versions');
});
