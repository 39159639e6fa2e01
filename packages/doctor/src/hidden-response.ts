import { adviceOn, attributionOf, bodyMessage, reasonOf, retryAfter } from '@corsmith/evidence/attribution';
import { get, type ProbedExchange, type ProbedResponse } from '@corsmith/protocol';
import type { HiddenResponse } from './diagnosis.js';
import type { Explained } from './explain.js';
import type { Seen } from './facts/seen.js';

/** Headers that carry the id under which a server or platform logs a request. */
const REQUEST_ID =
  /^(?:x-request-id|x-requestid|request-id|x-correlation-id|x-amzn-requestid|x-amz-request-id|apigw-requestid|x-amz-cf-id|cf-ray|x-vercel-id|x-nf-request-id|fly-request-id|x-azure-ref|x-ms-request-id|x-railway-request-id|x-cloud-trace-context|x-trace-id|sb-request-id|x-github-request-id|rndr-id)$/;

/** The blocked response of the first cause, if it is an error or another than the app sent it. */
export function hiddenResponseOf({ exchanges }: Seen, [first]: readonly Explained[]): HiddenResponse | undefined {
  const index = first?.judged;
  const exchange = index === undefined ? undefined : exchanges[index];
  const response = exchange?.response;
  if (index === undefined || !response) return undefined;
  const responder = first?.responder ?? attributionOf(exchange);
  if (response.status < 400 && !responder) return undefined;
  return {
    exchange: index,
    ...described(response),
    advice: responder?.wayOut ?? (isDeniedPreflight(exchange) ? PREFLIGHT_ADVICE : adviceOn(response.status)),
    ...(responder && { from: responder.name }),
  };
}

/** Its sender has no account: what a token or its rights could change does not apply. */
const isDeniedPreflight = ({ request, response }: ProbedExchange): boolean =>
  request.kind === 'preflight' && (response?.status === 401 || response?.status === 403);

const PREFLIGHT_ADVICE =
  'A preflight carries no token and no cookie, so nobody’s rights count: exempt OPTIONS from what denies it.';

function described(response: ProbedResponse): Omit<HiddenResponse, 'exchange' | 'advice' | 'from'> {
  const { status, headers } = response;
  const server = get(headers, 'server')?.trim().slice(0, 80);
  const requestId = headers
    .find(([name]) => REQUEST_ID.test(name.toLowerCase()))?.[1]
    .trim()
    .slice(0, 120);
  const wait = retryAfter(get(headers, 'retry-after') ?? '');
  const text = bodyMessage(response);
  return {
    status,
    reason: reasonOf(status),
    ...(server && { server }),
    ...(requestId && { requestId }),
    ...(wait && { retryAfter: wait }),
    ...(text !== undefined && { text }),
  };
}
