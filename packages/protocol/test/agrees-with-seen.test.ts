import { expect, test } from 'vitest';
import { byteLowercase, PreflightCache, type Send, simulate } from '../src/index.js';
import { PAGE, SEEN } from './seen.js';

test.each(SEEN.map((seen) => [seen.engine, seen.what, seen] as const))('%s %s', async (engine, _what, seen) => {
  const cache = new PreflightCache();
  const sent: string[][] = [];
  const messages: string[] = [];
  const send: Send = async ({ method, url, headers }) => {
    const relevant = headers.filter(([name]) => /^(origin|access-control-request-.*)$/i.test(name));
    sent.push([`${method} ${url}`, ...relevant.map(([name, value]) => `${byteLowercase(name)}: ${value}`)]);
    return seen.responses?.[`${method} ${url}`] ?? { status: 200, headers: [] };
  };
  for (const request of seen.requests)
    messages.push(...(await simulate({ ...request, origin: PAGE }, send, { engine, cache })).messages);
  expect({ sent, messages }).toEqual({ sent: seen.sent, messages: seen.messages });
});
