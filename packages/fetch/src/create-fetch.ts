import { type EngineName, originProblem, PreflightCache, ProtocolError, versionProblem } from '@corsmith/protocol';
import { isBehindThePage } from './behind-the-page.js';
import { pageError } from './blocked-error.js';
import { discard } from './discard.js';
import { engines } from './engines/catalogue.js';
import { load } from './load.js';
import { oneOf } from './one-of.js';
import type { FetchOptions } from './options.js';
import { readArguments } from './page-request.js';
import { pageResponse } from './page-response.js';

/**
 * The `fetch` of a page: it sends preflights, follows redirects and lets the page read what the engine lets it read. What it
 * remembers of preflights belongs to this one page.
 *
 * It fails as the engine's own does, with a TypeError whose `cause` is a `BlockedError` that knows why; on a signal that
 * aborts, with the signal's reason.
 * @throws ProtocolError where `origin`, or one in `apps`, is no serialised origin, or `version` is not a version of the engine; TypeError where `engine` is none.
 */
export function createFetch(options: FetchOptions): typeof globalThis.fetch {
  const { origin, engine = 'chromium', cache = new PreflightCache(), onMessage } = options;
  for (const given of [origin, ...Object.keys(options.apps ?? {})]) checkOrigin(String(given));
  const words = engines[oneOf(Object.keys(engines) as EngineName[], 'engine', engine)];
  const problem = versionProblem(engine, options.version);
  if (problem !== undefined) throw new ProtocolError('invalid-version', problem, String(options.version));
  const fetchBefore = globalThis.fetch;

  return async function fetch(input, init) {
    if (isBehindThePage()) return fetchBefore(input, init);
    const { page, signal, stream } = await readArguments(input, init, { origin, words });
    signal?.throwIfAborted();
    const { outcome, answer } = await load(page, { ...options, engine, cache }, { signal, stream });
    signal?.throwIfAborted();
    for (const message of outcome.messages) onMessage?.(message);
    const seen = outcome.response;
    if (seen && answer && (seen.type === 'basic' || seen.type === 'cors')) return pageResponse(seen, answer);
    if (answer) discard(answer);
    if (!seen) throw pageError(page, outcome);
    // Of a data: URL, for which nothing is sent.
    const body = seen.type === 'basic' ? (await fetchBefore(page.url)).body : null;
    return pageResponse(seen, { statusText: seen.type === 'basic' ? 'OK' : '', body });
  };
}

function checkOrigin(text: string): void {
  const problem = originProblem(text);
  if (problem) throw new ProtocolError('invalid-origin', `${problem.message} (${text})`, text);
}
