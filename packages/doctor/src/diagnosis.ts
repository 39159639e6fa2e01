import type { Block, Browser, HeaderList, NetworkFailureId, PageRequest, ProbedExchange } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import type { DetectedStack, ProxyFault, Recipe } from '@corsmith/stacks';
import type { CauseId } from './cause-ids.js';
import type { CookieReport } from './cookies/cookie-report.js';
import type { NoteId } from './note-ids.js';
import type { WarningId } from './warning-ids.js';

export type { CauseId } from './cause-ids.js';
export { type BrowserCookie, type CookieReport, refusing } from './cookies/cookie-report.js';
export type { NoteId } from './note-ids.js';
export type { WarningId } from './warning-ids.js';

/** The engines whose verdict a diagnosis gives: `standard` is the letter of the Fetch standard. */
export type VerdictEngine = 'standard' | Browser;

export type Verdict = AllowedVerdict | BlockedVerdict | UnknownVerdict;

export interface AllowedVerdict extends Printed, Without<keyof Block | 'unknownBecause'> {
  readonly allowed: true;
  /** Headers of the response that the page wants to read and cannot, although the rest is allowed. */
  readonly hidden?: readonly string[];
}

export interface BlockedVerdict extends Printed, Omit<Block, 'exchange'>, Without<'hidden' | 'unknownBecause'> {
  readonly allowed: false;
  /** Index into the diagnosis' `exchanges` of the judged exchange; -1 if it was not sent. */
  readonly exchange: number;
}

/** Not everything that a browser sends was sent. */
export interface UnknownVerdict extends Printed, Without<keyof Block | 'hidden'> {
  readonly allowed: null;
  /** What is known all the same, and why no more is, in sentences. */
  readonly unknownBecause: string;
}

/** Fields of the other verdicts. */
type Without<Name extends string> = { readonly [Field in Name]?: never };

interface Printed {
  /** What the engine prints to its console, word for word. */
  readonly messages: readonly string[];
}

/** An observed fact, with its place if it has one. */
export interface Evidence {
  readonly text: string;
  /** Index into the diagnosis' `exchanges`. */
  readonly exchange?: number;
  /** The header line that shows it. */
  readonly header?: readonly [name: string, value: string];
  /** Index in the header's value of the offending character. */
  readonly at?: number;
}

/**
 * Where a cause is fixed: `server` is its CORS configuration, `headers` another header that it sends, `proxy` the proxy,
 * gateway, cache or CDN in front of it.
 */
export type FixedIn = 'server' | 'headers' | 'proxy' | 'page' | 'elsewhere';

export interface Cause {
  readonly id: CauseId;
  readonly title: string;
  /** In plain words: what the server does, and how the browser reacts. */
  readonly explanation: string;
  /** `certain` if the exchanges prove it, `likely` if it is the best of several. */
  readonly certainty: 'certain' | 'likely';
  readonly evidence: readonly Evidence[];
  readonly fixedIn: FixedIn;
  /**
   * What to change in the policy that the server has today, in a line: the smallest addition, and what stays; or in the
   * cookie. There if the fix is a change of a CORS configuration or of a cookie.
   */
  readonly change?: string;
  /** For the server's stack; if `fixedIn` is `proxy`, for the proxy. */
  readonly fix?: Recipe;
  /**
   * What each browser does once this and the causes before it are fixed, and nothing else; a request that was not sent yet
   * counts as allowed. Absent if no change of the server's headers fixes it.
   */
  readonly allowedAfter?: Readonly<Record<Browser, { readonly allowed: boolean; readonly code?: Block['code'] }>>;
}

/** The error that the page never gets to see, because the browser blocks it. */
export interface HiddenResponse {
  /** Index into the diagnosis' `exchanges`. */
  readonly exchange: number;
  readonly status: number;
  /** The reason phrase. */
  readonly reason: string;
  /** Who sent it, if not the app. */
  readonly from?: string;
  readonly server?: string;
  readonly requestId?: string;
  /** In words: `31 s`, or a date. */
  readonly retryAfter?: string;
  /** What its body says: a title, a message or the first line; at most 200 characters. */
  readonly text?: string;
  /** What to do about it, in a sentence or two. */
  readonly advice: string;
}

/** A pitfall of the fix of the first cause that, as the responses show, matters here. */
export interface Note {
  readonly id: NoteId;
  /** A sentence or two. */
  readonly text: string;
}

/** A problem although the request passes. */
export interface Warning {
  readonly id: WarningId;
  readonly title: string;
  /** In plain words: what it may lead to, and what to do. */
  readonly explanation: string;
  readonly evidence: readonly Evidence[];
}

/** The responses of all servers on the way to the same request, outermost first. */
export interface LayerTable {
  readonly request: 'preflight' | 'actual' | 'missing-path';
  readonly layers: readonly LayerResponse[];
  /** How the layers change the headers; empty if all responses are alike. */
  readonly changes: readonly LayerChange[];
}

export interface LayerChange {
  /** The layer whose response shows it: the proxy there, or one between it and the next, does it. */
  readonly layer: string;
  /**
   * `added` if the server behind does not send it; `failed` if that server responds and the layer itself does not;
   * `intercepted` if that server would allow the preflight.
   */
  readonly change: ProxyFault | 'added' | 'failed';
  /** Names in lower case; empty if it is the response as a whole. */
  readonly headers: readonly string[];
}

export interface LayerResponse {
  /** As in `ProbedExchange.layer`. */
  readonly name: string;
  /** Index into the diagnosis' `exchanges`. */
  readonly exchange: number;
  /** Absent without a response. */
  readonly status?: number;
  readonly failure?: NetworkFailureId;
  /** The lines that matter to CORS, with names in lower case, including duplicates. */
  readonly headers: HeaderList;
}

/** Everything known about one page's request to one server. Plain data, the same as `check --json` prints. */
export interface Diagnosis {
  readonly request: PageRequest;
  /** Response headers that the page wants to read; absent if none. */
  readonly read?: readonly string[];
  readonly verdict: Readonly<Record<VerdictEngine, Verdict>>;
  /** What browsers send, then extra probes, then what went to servers named with `--direct`. */
  readonly exchanges: readonly ProbedExchange[];
  /**
   * Set if the actual request was not sent: it may change data, and sending it was not permitted. What its response
   * would allow is then not known; what would block it before stays certain.
   */
  readonly unsent?: { readonly method: string };
  /**
   * In the order in which the browser meets them: the first is the one to fix first. Empty if the page gets what it wants in
   * every browser.
   */
  readonly causes: readonly Cause[];
  /**
   * What the server should allow: what its responses show that it allows today, and what this request lacks. There if the
   * fix is a change of a CORS configuration.
   */
  readonly policy?: PolicyConfig;
  /** What to mind with the fix of the first cause; absent if there is nothing. */
  readonly notes?: readonly Note[];
  /** The error that the page never gets to see; absent if the blocked response is none. */
  readonly hiddenResponse?: HiddenResponse;
  /** What the page can do if the server is not the user's, in sentences, the smallest change first; then no cause has a fix. */
  readonly thirdParty?: { readonly ways: readonly string[] };
  /** The host, if it is that of a known public API, which is hardly the user's. */
  readonly publicApi?: string;
  /**
   * What each browser does with the cookies of the response and with those that were passed; there if the request has
   * credentials and there are any.
   */
  readonly cookies?: readonly CookieReport[];
  /** Empty while a browser blocks the request. */
  readonly warnings: readonly Warning[];
  /** Which layer has which header; set if servers were named with `--direct`. */
  readonly layers?: readonly LayerTable[];
  readonly stack: readonly DetectedStack[];
}
