import { get } from '@corsmith/protocol';
import type { Seen } from '../facts/seen.js';
import { variesByOrigin } from '../facts/vary.js';
import {
  type Answered,
  allowedOrigin,
  askedBare,
  askedFrom,
  experiment,
  readAnswer,
  STRANGER,
} from '../telling/experiments.js';
import type { TellingProbe } from '../telling/telling-probe.js';
import type { WarningRule } from './warning.js';

/** Caches keep answers to GET and HEAD, unless they say no-store. */
const isKept = ({ exchange, response }: Answered): boolean =>
  ['GET', 'HEAD'].includes(exchange.request.method) && !/no-store/i.test(get(response.headers, 'cache-control') ?? '');

function asks(seen: Seen): readonly TellingProbe[] {
  const answer = readAnswer(seen);
  return answer && isKept(answer) ? [...askedBare(seen), ...askedFrom(seen, STRANGER)] : [];
}

export const missingVary: WarningRule = {
  id: 'missing-vary',
  title: 'The answer depends on the origin without saying so in Vary',
  asks,
  match(seen) {
    const answer = readAnswer(seen);
    if (!answer) return undefined;
    const others = asks(seen).flatMap((probe) => experiment(seen, [probe]) ?? []);
    const other = others.find(({ response }) => allowedOrigin(response) !== allowedOrigin(answer.response));
    const silent = [answer, other].filter((one) => one && !variesByOrigin(one.response));
    if (!other || silent.length === 0) return undefined;
    return {
      explanation:
        'A cache, the browser’s own among them, may give this page what was answered to another origin, or to a link or image that sends none: then it is blocked, now and then. Say Vary: Origin on every answer, also where nothing is allowed.',
      evidence: silent.flatMap((one) =>
        one ? [{ text: `no Vary: Origin, and Access-Control-Allow-Origin ${said(one)}`, exchange: one.index }] : [],
      ),
    };
  },
};

const said = ({ response }: Answered): string => {
  const value = allowedOrigin(response);
  return value === undefined ? 'is absent' : `is ${value}`;
};
