import { type Browser, type Outcome, type PageRequest, simulate } from '@corsmith/protocol';
import type { PolicyReading } from '@corsmith/readers';
import type { Witness } from './finding.js';
import { responsesOf } from './responses.js';

/** A request that a rule names, without the URL. */
export type Example = Omit<PageRequest, 'url'>;

/** What the three browsers make of a request, judged by what the configuration lets the server send. */
export async function witnessOf(policy: PolicyReading, example: Example): Promise<Witness> {
  const request: PageRequest = { ...example, url: urlOf(policy) };
  const outcomeIn = (engine: Browser) => simulate(request, responsesOf(policy), { engine });
  const [chromium, firefox, webkit] = await Promise.all([
    outcomeIn('chromium'),
    outcomeIn('firefox'),
    outcomeIn('webkit'),
  ]);
  const shown = ({ allowed, messages }: Outcome) => ({ allowed, messages });
  return {
    request,
    exchanges: chromium.exchanges,
    browsers: { chromium: shown(chromium), firefox: shown(firefox), webkit: shown(webkit) },
  };
}

/** A URL that the policy holds for, on a host that nobody has. */
function urlOf({ where }: PolicyReading): string {
  const path = where?.startsWith('/') ? where.replace(/\(.*|[*^$\\?{}:].*/g, '') : '/';
  return `https://api.example${path.startsWith('/') ? path : '/'}`;
}
