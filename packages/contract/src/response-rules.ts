import type { SeenOutcome } from '@corsmith/doctor/examination';
import { byteLowercase, get, splitOnCommas } from '@corsmith/protocol';
import type { Expectation } from './expectation.js';
import type { Verdict } from './verdict.js';

/** What the contract says about the responses themselves: what Vary names and how long a preflight response is cached. */
export function judgeRules(
  { endpoint: { vary, maxAge }, expected }: Expectation,
  outcomes: readonly SeenOutcome[],
): Extract<Verdict, { kind: 'broken' }> | undefined {
  const lacking = brokenBy(outcomes, 'vary', (outcome) => lackOfVary(outcome, vary));
  if (lacking || maxAge === undefined || expected === 'denied') return lacking;
  return brokenBy(outcomes, 'max-age', (outcome) => excessOfMaxAge(outcome, maxAge));
}

function brokenBy(
  outcomes: readonly SeenOutcome[],
  reason: 'vary' | 'max-age',
  sentenceOf: (outcome: SeenOutcome) => string | undefined,
): Extract<Verdict, { kind: 'broken' }> | undefined {
  const found = outcomes.flatMap((outcome) => {
    const message = sentenceOf(outcome);
    return message === undefined ? [] : [{ engine: outcome.engine, message }];
  });
  const [first] = found;
  return first && { kind: 'broken', reason, engines: found.map(({ engine }) => engine), message: first.message };
}

/** Caches store the responses to requests, never those to preflights. */
function lackOfVary({ exchanges, unsent }: SeenOutcome, names: readonly string[]): string | undefined {
  const last = exchanges.at(-1);
  if (names.length === 0 || unsent || last?.request.kind !== 'actual' || !last.response) return undefined;
  const vary = get(last.response.headers, 'vary') ?? '';
  const varied = splitOnCommas(byteLowercase(vary));
  const missing = names.filter((name) => !varied.includes(byteLowercase(name)) && !varied.includes('*'));
  if (missing.length === 0) return undefined;
  const found = vary === '' ? 'is missing' : `is ${vary}`;
  return `Vary should name ${missing.join(' and ')}, but it ${found}: a cache may give one origin the response to another.`;
}

function excessOfMaxAge({ exchanges }: SeenOutcome, most: number): string | undefined {
  for (const { request, response } of exchanges) {
    if (request.kind !== 'preflight' || !response) continue;
    const text = get(response.headers, 'access-control-max-age')?.trim() ?? '';
    if (/^\d+$/.test(text) && Number(text) > most)
      return `A preflight response should be cached for at most ${most} s, but Access-Control-Max-Age is ${text}.`;
  }
  return undefined;
}
