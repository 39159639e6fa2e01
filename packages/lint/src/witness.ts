import { type PageRequest, simulate } from '@corsmith/protocol';
import type { PolicyReading } from '@corsmith/readers';
import type { Browser, Witness } from './finding.js';
import { responsesOf } from './responses.js';

export const BROWSERS: readonly Browser[] = ['chromium', 'firefox', 'webkit'];

/** A request that a rule names, without the URL. */
export type Example = Omit<PageRequest, 'url'>;

/** What the three browsers make of a request, judged by what the configuration lets the server send. */
export async function witnessOf(policy: PolicyReading, example: Example): Promise<Witness> {
  const request: PageRequest = { ...example, url: urlOf(policy) };
  const outcomes = await Promise.all(BROWSERS.map((engine) => simulate(request, responsesOf(policy), { engine })));
  const [first] = outcomes;
  return {
    request,
    exchanges: first!.exchanges,
    browsers: Object.fromEntries(
      outcomes.map(({ engine, allowed, messages }) => [engine, { allowed, messages }]),
    ) as unknown as Witness['browsers'],
  };
}

/** A URL that the policy holds for, on a host that nobody has. */
function urlOf({ where }: PolicyReading): string {
  const path = where?.startsWith('/') ? where.replace(/\(.*|[*^$\\?{}:].*/g, '') : '/';
  return `https://api.example${path.startsWith('/') ? path : '/'}`;
}
