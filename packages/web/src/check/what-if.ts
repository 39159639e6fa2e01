import { BROWSERS, type Diagnosis, type RecordedExchange, replay } from '@corsmith/doctor/pure';
import { type HeaderList, type Outcome, simulate } from '@corsmith/protocol';
import { readHeaders } from '../playground/header-text.js';

/** An answer that a browser got, as it can be changed. */
export interface EditedAnswer {
  readonly kind: 'preflight' | 'actual';
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** One a line. */
  readonly headers: string;
}

/** What the browsers got, each answer once. */
export function answersOf({ exchanges }: Diagnosis): EditedAnswer[] {
  const answers = exchanges.flatMap(({ request: { kind, method, url }, response, why }): EditedAnswer[] =>
    response && why === undefined
      ? [{ kind, method, url, status: response.status, headers: write(response.headers) }]
      : [],
  );
  return answers.filter(
    ({ kind, url }, index) => answers.findIndex((one) => one.kind === kind && one.url === url) === index,
  );
}

const write = (headers: HeaderList): string => headers.map(([name, value]) => `${name}: ${value}`).join('\n');

/** What each browser would do with answers like these. A request that has no answer yet would be let through. */
export function judge({ request }: Diagnosis, answers: readonly EditedAnswer[]): Promise<Outcome[]> {
  const recorded = answers.map(
    ({ kind, method, url, status, headers }): RecordedExchange => ({
      request: { kind, method, url, headers: [] },
      response: { status, headers: readHeaders(headers).headers },
    }),
  );
  const isHeldBack = !answers.some(({ kind }) => kind === 'actual');
  const known = replay(recorded);
  return Promise.all(
    BROWSERS.map((engine) =>
      simulate(
        request,
        async (wire) => (isHeldBack && wire.kind === 'actual' ? passing(request.origin) : known(wire)),
        { engine },
      ),
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
