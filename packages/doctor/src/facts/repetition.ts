import { type Outcome, type PageRequest, type ProbedExchange, simulate, type WireRequest } from '@corsmith/protocol';
import { allowedOrigin } from '../extra-probes/experiments.js';
import { exchangeFor, type Repetition, replay } from './seen.js';

/** Why a request is repeated. */
export const REPEATED = 'the same request again, to see whether the response is always the same';

/** Headers that name a server, a version or a copy. */
const NAMING =
  /^(?:server|via|x-served-by|x-backend(?:-server)?|x-upstream|x-server(?:-id)?|x-instance(?:-id)?|x-pod(?:-name)?|x-hostname|x-version|x-app-version|x-deployment(?:-id)?|x-vercel-id|fly-request-id|x-railway-edge|age|x-cache|cf-ray|x-amz-cf-pop|x-powered-by)$/;

/** The request of each kind that was repeated with differing results; undefined if all responses are judged alike. */
export async function repetitionOf(
  request: PageRequest,
  exchanges: readonly ProbedExchange[],
  repeated: readonly WireRequest[],
): Promise<Repetition | undefined> {
  for (const wire of repeated) {
    const first = exchangeFor(exchanges, wire);
    if (!first) continue;
    const all = [first.exchange, ...exchanges.filter((one) => isRepeat(one, wire))];
    const isExperiment = first.exchange.why !== undefined;
    const verdicts = isExperiment
      ? all.map(signature)
      : await Promise.all(all.map((one) => verdictWith(request, exchanges, first.index, one)));
    if (new Set(verdicts).size < 2) continue;
    const allowed = verdicts.filter((verdict) => verdict === 'allowed').length;
    const good = all.filter((_, i) => verdicts[i] === (allowed > 0 ? 'allowed' : verdicts[0]));
    const bad = all.filter((one) => !good.includes(one));
    return {
      sent: all.length,
      ...(!isExperiment && { allowed }),
      method: wire.method,
      differences: differencesBetween(good, bad),
      examples: [good[0], bad[0]].flatMap((one) => (one ? [exchanges.indexOf(one)] : [])),
    };
  }
  return undefined;
}

/** What Chromium does if that is the response; other engines differ in the same cases. */
async function verdictWith(
  request: PageRequest,
  exchanges: readonly ProbedExchange[],
  index: number,
  exchange: ProbedExchange,
): Promise<string> {
  const outcome: Outcome = await simulate(request, replay(exchanges.with(index, exchange)), { engine: 'chromium' });
  return outcome.block ? `${outcome.block.stage} ${outcome.block.code} ${exchange.response?.status}` : 'allowed';
}

/** One that was given up after a while says nothing. */
const isRepeat = ({ why, request, failure }: ProbedExchange, wire: WireRequest): boolean =>
  why === REPEATED && request === wire && failure?.id !== 'timeout';

const signature = ({ response, failure }: ProbedExchange): string =>
  response ? `${response.status} ${allowedOrigin(response)}` : (failure?.id ?? '');

function differencesBetween(good: readonly ProbedExchange[], bad: readonly ProbedExchange[]): string[] {
  const statuses = (list: readonly ProbedExchange[]) => [
    ...new Set(list.map(({ response, failure }) => String(response?.status ?? failure?.id))),
  ];
  const origins = (list: readonly ProbedExchange[]) => [
    ...new Set(list.map(({ response }) => allowedOrigin(response) ?? 'missing')),
  ];
  const [goodStatus, badStatus] = [statuses(good), statuses(bad)];
  const isSame = (a: readonly string[], b: readonly string[]) => a.join() === b.join();
  return [
    ...(isSame(goodStatus, badStatus)
      ? []
      : [`status ${goodStatus.join(' or ')} in some, ${badStatus.join(' or ')} in others`]),
    ...(isSame(origins(good), origins(bad))
      ? []
      : [
          `Access-Control-Allow-Origin is ${origins(good).join(' or ')} in some, ${origins(bad).join(' or ')} in others`,
        ]),
    ...naming([...good, ...bad]).flatMap((name) => {
      const valuesIn = (list: typeof good) => new Set(list.map((one) => lineOf(one, name)));
      const [ours, theirs] = [valuesIn(good), valuesIn(bad)];
      const separates = [...ours].every((value) => !theirs.has(value));
      const text = (values: Set<string>) => [...values].slice(0, 3).join(' or ');
      return separates ? [`${name} is ${text(ours)} in some, ${text(theirs)} in others`] : [];
    }),
  ];
}

const naming = (all: readonly ProbedExchange[]): string[] => [
  ...new Set(
    all
      .flatMap(({ response }) => response?.headers ?? [])
      .flatMap(([name]) => (NAMING.test(name.toLowerCase()) ? [name.toLowerCase()] : [])),
  ),
];

const lineOf = ({ response }: ProbedExchange, name: string): string =>
  response?.headers
    .find(([n]) => n.toLowerCase() === name)?.[1]
    .trim()
    .slice(0, 60) ?? 'missing';
