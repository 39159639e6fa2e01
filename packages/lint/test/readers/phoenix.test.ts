import { expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy } from '../linted.js';

const endpoint = (plug: string) =>
  linted({
    'lib/endpoint.ex': `defmodule E do\n  use Phoenix.Endpoint, otp_app: :e\n  ${plug}\n  plug E.Router\nend\n`,
  });

test.each([
  ['plug CORSPlug, origin: ["https://a.example.com"]'],
  ['plug Corsica, origins: ["https://a.example.com"], allow_credentials: true, allow_headers: ["content-type"]'],
  ['plug(Corsica, origins: "https://a.example.com", allow_credentials: true, allow_headers: :all)'],
])('origins of a plug are read: %s', async (plug) => {
  const result = await endpoint(plug);
  expect(hardOf(result)).toEqual([]);
  expect(onlyPolicy(result)).toMatchObject({ origins: ['https://a.example.com'], credentials: true });
});

test('* is a wildcard, and the default of credentials has no effect beside it', async () => {
  const result = await endpoint('plug CORSPlug, origin: "*"');
  expect(hardOf(result)).toEqual([]);
  expect(onlyPolicy(result)).toMatchObject({ origins: '*', credentials: false });
});

test('a function is unknown; a trailing slash never matches', async () => {
  expect(onlyPolicy(await endpoint('plug Corsica, origins: {E.Origins, :allowed?}'))).toBeNull();
  expect(hardOf(await endpoint('plug Corsica, origins: ["https://a.example.com/"]'))).toEqual([
    'broken origin-never-matches 3',
  ]);
});
