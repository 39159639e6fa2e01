import { get } from '@corsmith/protocol';
import {
  allowedOrigin,
  bareProbes,
  experiment,
  type LocatedResponse,
  originProbes,
  readResponse,
} from '../extra-probes/experiments.js';
import type { ExtraProbe } from '../extra-probes/extra-probe.js';
import type { Seen } from '../facts/seen.js';
import { variesByOrigin } from '../facts/vary.js';
import { UNKNOWN_ORIGIN } from '../policy/unknown-names.js';
import type { WarningRule } from '../warning.js';

/** Caches store responses to GET and HEAD, unless they say no-store. */
const isCached = ({ exchange, response }: LocatedResponse): boolean =>
  ['GET', 'HEAD'].includes(exchange.request.method) && !/no-store/i.test(get(response.headers, 'cache-control') ?? '');

function probes(seen: Seen): readonly ExtraProbe[] {
  const located = readResponse(seen);
  return located && isCached(located) ? [...bareProbes(seen), ...originProbes(seen, UNKNOWN_ORIGIN)] : [];
}

export const missingVary: WarningRule = {
  id: 'missing-vary',
  title: 'The response depends on the origin, but Vary: Origin is missing',
  before: ['error-path-uncovered'],
  probes,
  match(seen) {
    const located = readResponse(seen);
    if (!located) return undefined;
    const others = probes(seen).flatMap((probe) => experiment(seen, [probe]) ?? []);
    const other = others.find(({ response }) => allowedOrigin(response) !== allowedOrigin(located.response));
    const silent = [located, other].filter((one) => one && !variesByOrigin(one.response));
    if (!other || silent.length === 0) return undefined;
    return {
      explanation:
        'A cache, including the browser’s own, may serve this page the response for another origin, or for a link or image that sends no Origin, and the page is then blocked now and then. Send Vary: Origin on every response, including those that allow nothing.',
      evidence: silent.flatMap((one) =>
        one ? [{ text: `no Vary: Origin, and Access-Control-Allow-Origin ${said(one)}`, exchange: one.index }] : [],
      ),
    };
  },
};

const said = ({ response }: LocatedResponse): string => {
  const value = allowedOrigin(response);
  return value === undefined ? 'is missing' : `is ${value}`;
};
