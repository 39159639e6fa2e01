import { type Outcome, type PageRequest, type PreflightCache, simulate, type WireRequest } from '@corsmith/protocol';
import { storeCookies, withCookies } from './cookies.js';
import { discard } from './discard.js';
import type { NetworkOptions } from './options.js';
import { transportFor } from './transport.js';
import type { Sending, TransportResponse } from './transport-response.js';

/** How a page's request ended, and the last response. */
export interface Loaded {
  readonly outcome: Outcome;
  /** Its body is unread; undefined if nothing was sent or received. */
  readonly response: TransportResponse | undefined;
}

/** Makes a page's request: sends what its engine sends, and applies the engine's rules to the responses. */
export async function load(
  page: PageRequest,
  options: Omit<NetworkOptions, 'cache' | 'onMessage'> & { readonly cache: PreflightCache },
  sending: Sending,
): Promise<Loaded> {
  const { engine = 'chromium', version, cache, cookies } = options;
  let response: TransportResponse | undefined;
  const send = async (request: WireRequest) => {
    if (response) discard(response);
    response = undefined;
    if (request.duplex && new URL(request.url).protocol === 'http:') throw new Error(STREAM_OVER_HTTP);
    const transport = transportFor(options, request.url);
    response = await transport(await withCookies(cookies, request), sending);
    await storeCookies(cookies, request, response.headers);
    return response;
  };
  const outcome = await simulate(page, send, { engine, cache, ...(version === undefined ? {} : { version }) });
  return { outcome, response };
}

const STREAM_OVER_HTTP = 'Browsers send a stream only over HTTP/2 or later, which requires https:.';
