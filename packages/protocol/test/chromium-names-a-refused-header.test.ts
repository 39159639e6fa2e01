import { expect, test } from 'vitest';
import { type Initiator, simulate } from '../src/index.js';

/** What Chromium 156 printed of sets of headers that a preflight refused: the names in the page's order, and the one named. */
const SEEN: readonly (readonly [initiator: Initiator, names: string, named: string])[] = [
  ['fetch', '* pragma', '*'],
  ['fetch', '~ pragma', 'pragma'],
  ['fetch', 'if-match * if-range', '*'],
  ['fetch', 'x-api-key traceparent x-a-name-of-more-than-forty-eight-bytes range *', 'x-api-key'],
  ['fetch', 'x-a ~ last-event-id if-match x-a-name-of-more-than-forty-eight-bytes', 'if-match'],
  ['fetch', 'pragma x-a ~ if-range * x-requested-with last-event-id priority', 'if-range'],
  ['fetch', 'traceparent last-event-id x-caf ~ if-match * cache-control range', 'cache-control'],
  ['xhr', 'x-api-key x-a', 'x-a'],
  ['xhr', '~ authorization', 'authorization'],
  ['xhr', 'pragma purpose x-a ~ if-range', 'purpose'],
  ['xhr', 'traceparent * ~ x-a range pragma cache-control x-requested-with', 'cache-control'],
  ['xhr', 'x-a authorization ~ cache-control priority x-requested-with range pragma', 'authorization'],
];

test.each(SEEN)('Chromium refuses, to %s, of %s the header %s', async (initiator, names, named) => {
  const headers = names.split(' ').map((name) => [name, 'v'] as const);
  const send = async () => ({ status: 200, headers: [['Access-Control-Allow-Origin', '*'] as const] });
  const request = { origin: 'https://app.example', url: 'https://api.example/', initiator, headers };
  const { block } = await simulate(request, send, { engine: 'chromium' });
  expect(block).toMatchObject({ code: 'HeaderDisallowedByPreflightResponse', parameter: named });
});
