import { readContract } from '@corsmith/contract';
import { understandText } from '@corsmith/doctor/pure';
import { expect, test } from 'vitest';
import { contractText, drafted, START } from '../src/policy/draft.js';

test('a draft becomes a policy, and a contract that reads back as the same', () => {
  const made = drafted(START);
  if (!('policy' in made)) throw new Error('problems');
  expect(made.policy).toEqual({
    origins: ['https://app.example.com', 'http://localhost:*'],
    credentials: true,
    methods: ['PUT', 'DELETE'],
    requestHeaders: ['Content-Type'],
    maxAge: 7200,
  });
  expect(readContract(contractText(made.policy), { file: 'cors.yaml' }).policy).toEqual(made.policy);
});

test('every problem of a draft is reported at its field', () => {
  const made = drafted({ ...START, origins: '*', methods: 'patch', maxAge: 'soon' });
  expect('problems' in made && made.problems.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['origins', 'methods[0]', 'maxAge']),
  );
});

test('the kind of a pasted text is detected', async () => {
  const kindOf = async (text: string) => (await understandText(text)).kind;
  expect(await kindOf('hello')).toBe('unknown');
  expect(await kindOf('{"log": {')).toBe('broken');
  expect(await kindOf("curl 'https://api.example.com/' -H 'Origin: https://app.example.com'")).toBe('requests');
  expect(await kindOf("No 'Access-Control-Allow-Origin' header is present on the requested resource.")).toBe(
    'messages',
  );
});
