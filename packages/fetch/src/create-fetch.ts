import {
  type EngineName,
  normalizeMethod,
  type PageResponse,
  PreflightCache,
  ProtocolError,
  processDataUrl,
  simulate,
  versionProblem,
} from '@corsmith/protocol';
import { isBehindThePage } from './behind-the-page.js';
import { pageError, refusedInPage } from './blocked-error.js';
import { discard } from './discard.js';
import { ENGINE_NAMES, engines } from './engines/catalogue.js';
import { load } from './load.js';
import { oneOf } from './one-of.js';
import { checkOptions, type FetchOptions } from './options.js';
import type { PageCall } from './page-call.js';
import { checkOrigin, placeOf } from './page-place.js';
import { readArguments } from './page-request.js';
import { pageResponse } from './page-response.js';

/**
 * The `fetch` of a page: it sends preflights, follows redirects and allows the page to read what the engine allows. Its
 * preflight cache belongs to this one page.
 *
 * It fails as the engine's own does, with a TypeError whose `cause` is a `BlockedError` that says why; if a signal
 * aborts, with the signal's reason.
 * @throws ProtocolError if `origin`, or one in `apps`, is not a serialised origin, `url` is not an absolute URL of that origin,
 * or `version` is not a version of the engine; TypeError if an option is unknown or invalid.
 */
export function createFetch(options: FetchOptions): typeof globalThis.fetch {
  const place = placeOf(options);
  checkOptions(options);
  const { engine = 'chromium', cache = new PreflightCache(), onMessage } = options;
  for (const given of Object.keys(options.apps ?? {})) checkOrigin(given);
  const words = engines[oneOf(ENGINE_NAMES, 'engine', engine)];
  const problem = versionProblem(engine, options.version);
  if (problem !== undefined) throw new ProtocolError('invalid-version', problem, String(options.version));
  const fetchBefore = globalThis.fetch;

  return async function fetch(input, init) {
    if (isBehindThePage()) return fetchBefore(input, init);
    const call = await readArguments(input, init, { ...place, words });
    const { page, signal, stream } = call;
    const fault = call.streamFault && words.faulty(call.streamFault);
    if (fault || signal?.aborted) {
      const reason: unknown = fault ?? signal?.reason;
      const refusal = await refusalOf(call, engine);
      if (!stream?.locked) void stream?.cancel(reason).catch(() => {});
      // WebKit refuses a stream after it checks the signal: that error is not a TypeError.
      throw refusal instanceof TypeError ? refusal : reason;
    }
    const { outcome, response } = await load(page, { ...options, engine, cache }, { signal, stream });
    signal?.throwIfAborted();
    for (const message of outcome.messages) onMessage?.(message);
    const seen = outcome.response;
    const isReadable = seen?.type === 'basic' || seen?.type === 'cors';
    const isEmpty = isReadable && hasNullBody(seen, page.method);
    if (response && (isEmpty || !isReadable)) discard(response);
    if (!seen) throw pageError(call, outcome);
    if (!isReadable) return pageResponse(seen, { statusText: '', body: null });
    const { statusText, body } = response ?? { statusText: 'OK', body: dataBody(page.url) };
    return pageResponse(seen, { statusText, body: isEmpty ? words.nullBody() : body });
  };
}

/** Whether the engine refuses the arguments, even if nothing is sent for another reason. */
async function refusalOf(call: PageCall, engine: EngineName): Promise<Error | undefined> {
  const outcome = await simulate(call.page, () => Promise.reject(new Error('Nothing is sent.')), { engine });
  return refusedInPage(call, outcome);
}

/** https://fetch.spec.whatwg.org/#concept-main-fetch, of HEAD and of a null body status. */
const hasNullBody = ({ status }: PageResponse, method = 'GET'): boolean =>
  NULL_BODY.includes(status) || normalizeMethod(method) === 'HEAD';

/** https://fetch.spec.whatwg.org/#null-body-status */
const NULL_BODY = [101, 103, 204, 205, 304];

const dataBody = (url: string): ReadableStream<Uint8Array> | null =>
  new Blob([new Uint8Array(processDataUrl(url)?.body ?? [])]).stream();
