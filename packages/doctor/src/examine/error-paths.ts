import { contains, type WireRequest } from '@corsmith/protocol';
import { isUnsafe } from '../facts/wire.js';
import {
  asGet,
  missingPath,
  plainOptions,
  preflightFor,
  type TellingProbe,
  withBadToken,
  withOversizeBody,
  withoutToken,
} from '../telling/telling-probe.js';

/**
 * Requests that a server may refuse, each with a method that changes nothing: 404 for a path that is not there, 401
 * without a token and with a wrong one, 405 for a method that the route may not have, and 413 where the page sends a
 * body.
 */
export function errorPaths(actual: WireRequest, key: string): readonly TellingProbe[] {
  const hasBody = actual.body !== undefined && actual.body !== null;
  return [
    missingPath(actual, key),
    ...(contains(actual.headers, 'authorization') || actual.credentials ? [withoutToken(actual, key)] : []),
    withBadToken(actual, key),
    isUnsafe(actual)
      ? { request: asGet(actual, actual.url), why: `GET where the page sends ${actual.method}, which may get 405` }
      : plainOptions(preflightFor(actual)),
    ...(hasBody ? [withOversizeBody(actual, key)] : []),
  ];
}
