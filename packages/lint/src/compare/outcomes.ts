import { type Browser, type PageRequest, type Send, simulate } from '@corsmith/protocol';
import type { Side } from './side.js';

/** What a browser makes of a request on one side. */
export interface Seen {
  readonly allowed: boolean;
  readonly messages: readonly string[];
  /** Lowercase names of the response headers that the page can read. */
  readonly readable: ReadonlySet<string>;
}

export type AllSeen = Readonly<Record<Browser, Seen>>;

export interface Requested {
  readonly request: PageRequest;
  /** Whether the app responds with an error. */
  readonly fails?: true;
}

/** The outcomes of requests on one side, each computed once. */
export function outcomesOf(side: Side, responseHeaders: readonly string[]): (requested: Requested) => Promise<AllSeen> {
  const known = new Map<string, Promise<AllSeen>>();
  return (requested) => {
    const key = JSON.stringify(requested);
    const seen = known.get(key) ?? see(requested, side, responseHeaders);
    known.set(key, seen);
    return seen;
  };
}

async function see({ request, fails }: Requested, side: Side, responseHeaders: readonly string[]): Promise<AllSeen> {
  const send = fails ? failing(side) : withHeaders(side.send, responseHeaders);
  const seenBy = async (engine: Browser): Promise<Seen> => {
    const { allowed, messages, response } = await simulate(request, send, { engine });
    const readable = new Set((response?.headers ?? []).map(([name]) => name.toLowerCase()));
    return { allowed, messages, readable };
  };
  const [chromium, firefox, webkit] = await Promise.all([seenBy('chromium'), seenBy('firefox'), seenBy('webkit')]);
  return { chromium, firefox, webkit };
}

/** The app's response has these headers, so that it shows which of them a page can read. */
const withHeaders =
  (send: Send, names: readonly string[]): Send =>
  async (request) => {
    const { status, headers } = await send(request);
    if (request.kind === 'preflight') return { status, headers };
    return { status, headers: [...headers, ...names.map((name) => [name, '1'] as const)] };
  };

const failing =
  ({ send, errors }: Side): Send =>
  async (request) => {
    const { status, headers } = await send(request);
    return request.kind === 'preflight'
      ? { status, headers }
      : { status: 500, headers: errors === false ? [] : headers };
  };
