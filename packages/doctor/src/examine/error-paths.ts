import { contains, type WireRequest } from '@corsmith/protocol';
import {
  type ExtraProbe,
  missingPath,
  plainOptions,
  preflightFor,
  withBadToken,
  withoutToken,
} from '../extra-probes/extra-probe.js';
import { asGet, isHarmless } from '../probe/harmless.js';

/**
 * Requests that get errors, each with a method that changes nothing: 404 for a path that does not exist, 401 without a
 * token and with a wrong one, and 405 for a method that the route may not have.
 */
export function errorPaths(actual: WireRequest, key: string): readonly ExtraProbe[] {
  return [
    missingPath(actual, key),
    ...(contains(actual.headers, 'authorization') || actual.credentials ? [withoutToken(actual, key)] : []),
    withBadToken(actual, key),
    isHarmless(actual)
      ? plainOptions(preflightFor(actual))
      : { request: asGet(actual, actual.url), why: `GET where the page sends ${actual.method}, which may get 405` },
  ];
}
