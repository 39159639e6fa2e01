import { type Outcome, type PageRequest, type ProbedExchange, type ProbedResponse, simulate } from '@corsmith/protocol';
import type { StackId } from '@corsmith/stacks';
import { diagnosisOf } from './diagnose.js';
import type { Diagnosis } from './diagnosis.js';
import { ENGINES } from './examine/examine.js';
import { plan } from './examine/planned.js';
import { find, passing } from './facts/wire.js';

/** A server's responses to a page; an absent one counts as allowed. */
export interface Responses {
  readonly preflight?: ProbedResponse;
  /** To the page's own request; if it redirects, the first response. */
  readonly actual?: ProbedResponse;
}

/**
 * Diagnoses responses at hand, without sending a request.
 * @throws ProtocolError where the request has no absolute URL or no serialised origin.
 */
export async function diagnoseResponses(
  request: PageRequest,
  responses: Responses,
  stack?: StackId,
): Promise<Diagnosis> {
  const exchanges: ProbedExchange[] = [];
  const outcomes: Outcome[] = [];
  for (const engine of ENGINES)
    outcomes.push(
      await simulate(
        request,
        async (wire) => {
          const known = find(exchanges, wire)?.exchange.response;
          const response = known ?? responses[wire.kind];
          // What comes after a redirect was not seen.
          if (!response || (wire.url !== request.url && !known)) return passing(wire);
          if (!known) exchanges.push({ request: wire, response, durationMs: 0, layer: 'front' });
          return response;
        },
        { engine },
      ),
    );
  const planned = await plan(request);
  const seen = { request, planned, outcomes, observed: exchanges, exchanges, layers: [], read: [], key: '' };
  return diagnosisOf(seen, stack);
}
