import { get } from '@corsmith/protocol';
import {
  allowedOrigin,
  bareProbes,
  experiment,
  type LocatedResponse,
  originProbes,
  readResponse,
  UNKNOWN_ORIGIN,
} from '../extra-probes/experiments.js';
import type { ExtraProbe } from '../extra-probes/extra-probe.js';
import type { Seen } from '../facts/seen.js';
import { variesByOrigin } from '../facts/vary.js';
import type { WarningRule } from '../warning.js';

/** Caches keep answers to GET and HEAD, unless they say no-store. */
const isCached = ({ exchange, response }: LocatedResponse): boolean =>
  ['GET', 'HEAD'].includes(exchange.request.method) && !/no-store/i.test(get(response.headers, 'cache-control') ?? '');

function probes(seen: Seen): readonly ExtraProbe[] {
  const located = readResponse(seen);
  return located && isCached(located) ? [...bareProbes(seen), ...originProbes(seen, UNKNOWN_ORIGIN)] : [];
}

export const missingVary: WarningRule = {
  id: 'missing-vary',
  title: 'The response depends on the origin without saying so in Vary',
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
        'A cache, the browser’s own among them, may give this page what was answered to another origin, or to a link or image that sends none: then it is blocked, now and then. Say Vary: Origin on every response, also where nothing is allowed.',
      evidence: silent.flatMap((one) =>
        one ? [{ text: `no Vary: Origin, and Access-Control-Allow-Origin ${said(one)}`, exchange: one.index }] : [],
      ),
    };
  },
};

const said = ({ response }: LocatedResponse): string => {
  const value = allowedOrigin(response);
  return value === undefined ? 'is absent' : `is ${value}`;
};
