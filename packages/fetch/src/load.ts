import { type Outcome, type PageRequest, type PreflightCache, simulate, type WireRequest } from '@corsmith/protocol';
import { keepCookies, withCookies } from './cookies.js';
import { discard } from './discard.js';
import type { NetworkOptions } from './options.js';
import { transportFor } from './transport.js';
import type { Sending, WireAnswer } from './wire-answer.js';

/** How a page's request ended, and the last answer that came. */
export interface Loaded {
  readonly outcome: Outcome;
  /** Its body is still to be read; absent where nothing was sent or nothing came. */
  readonly answer: WireAnswer | undefined;
}

/** Makes a page's request: sends what its engine sends, and lets the engine judge the answers. */
export async function load(
  page: PageRequest,
  options: Omit<NetworkOptions, 'cache' | 'onMessage'> & { readonly cache: PreflightCache },
  sending: Sending,
): Promise<Loaded> {
  const { engine = 'chromium', version, cache, cookies } = options;
  let answer: WireAnswer | undefined;
  const send = async (request: WireRequest) => {
    if (answer) discard(answer);
    answer = undefined;
    if (request.duplex && new URL(request.url).protocol === 'http:') throw new Error(STREAM_OVER_HTTP);
    const transport = transportFor(options, request.url);
    answer = await transport(await withCookies(cookies, request), sending);
    await keepCookies(cookies, request, answer.headers);
    return answer;
  };
  const outcome = await simulate(page, send, { engine, cache, ...(version === undefined ? {} : { version }) });
  return { outcome, answer };
}

const STREAM_OVER_HTTP = 'Browsers send a stream over HTTP/2 and later only, and that over https: only.';
