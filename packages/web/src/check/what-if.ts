import type { Diagnosis } from '@corsmith/doctor/pure';
import { type RecordedExchange, replay } from '@corsmith/evidence';
import { BROWSERS, type HeaderList, type Outcome, simulate } from '@corsmith/protocol';
import { readHeaders } from '../playground/header-text.js';

/** A response that can be edited. */
export interface EditedResponse {
  readonly kind: 'preflight' | 'actual';
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** One per line. */
  readonly headers: string;
}

/** The responses that the browsers got, without duplicates. */
export function responsesOf({ exchanges }: Diagnosis): EditedResponse[] {
  const responses = exchanges.flatMap(({ request: { kind, method, url }, response, why }): EditedResponse[] =>
    response && why === undefined
      ? [{ kind, method, url, status: response.status, headers: write(response.headers) }]
      : [],
  );
  return responses.filter(
    ({ kind, url }, index) => responses.findIndex((one) => one.kind === kind && one.url === url) === index,
  );
}

const write = (headers: HeaderList): string => headers.map(([name, value]) => `${name}: ${value}`).join('\n');

/** How each browser judges these responses. If the request was not sent, a response that passes is assumed. */
export function judge({ request }: Diagnosis, responses: readonly EditedResponse[]): Promise<Outcome[]> {
  const recorded = responses.map(
    ({ kind, method, url, status, headers }): RecordedExchange => ({
      request: { kind, method, url, headers: [] },
      response: { status, headers: readHeaders(headers).headers },
    }),
  );
  const isUnsent = !responses.some(({ kind }) => kind === 'actual');
  const known = replay(recorded);
  return Promise.all(
    BROWSERS.map((engine) =>
      simulate(request, async (wire) => (isUnsent && wire.kind === 'actual' ? passing(request.origin) : known(wire)), {
        engine,
      }),
    ),
  );
}

const passing = (origin: string) => ({
  status: 200,
  headers: [
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Allow-Credentials', 'true'],
  ] as const,
});
