/**
 * What the comparison leaves out, each by name and with its reason. The generator makes all of it all the same; nothing
 * else is left out anywhere.
 */
import { isOlder } from '../../../setup/system-packages.mjs';
import type { EngineWithBrowser, PageCase, PageResult, PageStep } from '../browsers/browser.js';
import type { ScriptedResponse } from '../servers/scripted-response.js';
import type { Script } from '../servers/world.js';
import type { BrowserName } from './foretell.js';
import type { Sent } from './observation.js';

/**
 * Retries. A request on a connection that ends without a whole response is sent again, as often as there are old
 * connections to the server left: none to ten times, by chance. The same goes for 408 (the server says that it gave an
 * idle connection up) and 421. So equal requests in a row count as one where the response was one of these.
 */
export function withoutRetries(sent: readonly Sent[], responseTo: (sent: Sent) => ScriptedResponse): readonly Sent[] {
  return sent.filter((request, index) => {
    const before = sent[index - 1];
    return !(before && JSON.stringify(before) === JSON.stringify(request) && isRetried(responseTo(request)));
  });
}

function isRetried(response: ScriptedResponse): boolean {
  return response.kind === 'drop' || response.status < 200 || response.status === 408 || response.status === 421;
}

interface ExcludedLine {
  readonly name: string;
  readonly reason: string;
  readonly pattern: RegExp;
}

const UNUSABLE_TYPE = "the response's type, which CORS has let pass";

/** Console lines that say nothing about CORS. */
const LINES: Readonly<Record<EngineWithBrowser, readonly ExcludedLine[]>> = {
  chromium: [
    {
      name: 'network log',
      reason: 'stands for any failed load, and comes at a time of its own',
      pattern: /^Failed to load resource: /,
    },
    { name: 'event stream', reason: UNUSABLE_TYPE, pattern: /^EventSource's response has a (MIME type|charset) / },
    {
      name: 'font',
      reason: 'what is no font, which CORS has let pass',
      pattern: /^(Failed to decode downloaded font|OTS parsing error): /,
    },
    { name: 'module script', reason: UNUSABLE_TYPE, pattern: /^Failed to load module script: Expected a JavaScript/ },
  ],
  firefox: [
    { name: 'cookie', reason: 'about a cookie of a response', pattern: /^Cookie “.*” will soon be rejected / },
    {
      name: 'element',
      reason: 'repeats for a script, a font or an event stream that it has failed, CORS or not',
      pattern:
        /^((Module|<script>) source URI is not allowed in this document|Loading failed for the |downloadable font: |Firefox can’t establish a connection to the server at )/,
    },
    {
      name: 'type of a script',
      reason: UNUSABLE_TYPE,
      pattern:
        /^(Loading module from “.*” was blocked because of a disallowed|The script from “.*” was loaded even though its) MIME type/,
    },
    { name: 'no type', reason: 'XHR reads a response without a type as XML', pattern: /^XML Parsing Error: / },
    {
      name: 'opaque response',
      reason: 'what no element gets of a response without CORS',
      pattern: /^(The resource at “.*” was|A resource is) blocked by OpaqueResponseBlocking/,
    },
    {
      name: 'another scheme or mode',
      reason: 'what is no request of HTTP or leaves mode same-origin; names the page, or a frame by a random number',
      pattern: /^(Redirecting to data: URI not allowed|Security Error: Content at )/,
    },
    {
      name: 'resource policy',
      reason: 'sent by another process, at a time of its own',
      pattern: /^The resource at “.*” was blocked due to its Cross-Origin-Resource-Policy header /,
    },
    {
      name: "the browser's own code",
      reason: 'comes at a time of its own',
      pattern: /^(NotAllowedError: PathUtils\.join: |NS_ERROR_\w+: Component returned failure code: .* \[nsI)/,
    },
  ],
  webkit: [
    { name: 'event stream', reason: UNUSABLE_TYPE, pattern: /^EventSource's response has a (MIME type|charset) / },
    { name: 'module script', reason: UNUSABLE_TYPE, pattern: /is not a valid JavaScript MIME type\.$/ },
    {
      name: 'network layer',
      reason: "libsoup's words for a lost connection to a preflight; every port of WebKit has its own",
      pattern: /^(Connection terminated unexpectedly|Error receiving data: .*)$/,
    },
    {
      name: 'preflight to a blocked port',
      reason: 'it connects while it looks at the port, and either may come first',
      pattern: /^(CORS-preflight request was blocked|Could not connect to .*: Connection refused)$/,
    },
    {
      name: 'deprecation',
      reason: 'says how to write the page',
      pattern: /^(ArrayBuffer is deprecated in XMLHttp|FetchRequestInit\.signal should be )/,
    },
  ],
};

/** The console's lines that are compared. */
export function comparedLines({ engine, version }: BrowserName, lines: readonly string[]): readonly string[] {
  const compared = lines.filter((line) => !LINES[engine].some(({ pattern }) => pattern.test(line))).map(withoutPath);
  return engine === 'firefox' && isOlder(version, '153') ? withoutRace(compared) : compared;
}

/**
 * Lines about a redirected preflight. Before 153 Firefox printed the first two of the three in either order, by chance: in
 * three equal requests one after the other too.
 */
function withoutRace(lines: readonly string[]): readonly string[] {
  const first = lines.slice(0, -3);
  const [last] = lines.slice(-1);
  return last?.includes('CORS request did not succeed') ? [...first, ...lines.slice(-3, -1).sort(), last] : lines;
}

/** The page's own URL. A request knows no more of its page than the origin; one line of Chromium's names the whole URL. */
const withoutPath = (line: string): string => line.replace(/( from frame with URL \S+?)\/desk\/\d+\/\./, '$1/.');

/**
 * Sandboxed frames. Chromium and Firefox name the `null` origin also in a `no-cors` request of an element in a sandboxed
 * frame, and Firefox in one with credentials of `fetch()`, where the server is of the same site as the page around the
 * frame, of which a request knows nothing.
 */
export const isOriginOfFrame = (pageCase: PageCase, name: string, value: string): boolean =>
  pageCase.page === 'sandbox' &&
  name === 'origin' &&
  value === 'null' &&
  pageCase.steps.some(
    ({ mode, initiator, credentials }) => mode === 'no-cors' && (initiator !== 'fetch' || credentials === 'include'),
  );

/** Range. Chromium's HTTP cache writes the unit of a range anew, in lower case. */
export const rangeUnit = (name: string, value: string): string => (name === 'range' ? value.toLowerCase() : value);

/**
 * Headers that engines send of their own accord. One of these counts as the page's only where it has a value that the
 * page gave it.
 */
export function isEngineOwn(name: string): boolean {
  return ENGINE_OWN.has(name) || /^sec-/.test(name);
}

const ENGINE_OWN = new Set([
  ...['accept', 'accept-encoding', 'accept-language', 'cache-control', 'connection', 'content-length', 'cookie', 'dnt'],
  ...['host', 'pragma', 'priority', 'referer', 'te', 'transfer-encoding', 'upgrade-insecure-requests', 'user-agent'],
]);

/**
 * WebKit's elements. Where a redirect leads nowhere an image neither loads nor fails, nor does an event stream; a page that
 * waits no longer has nothing.
 */
export function isUnreported(engine: EngineWithBrowser, step: PageStep | undefined, result: PageResult): boolean {
  const initiator = step?.initiator ?? 'fetch';
  return engine === 'webkit' && initiator !== 'fetch' && initiator !== 'xhr' && result.kind === 'timeout';
}

/** What `simulate` has no part in: members of `init` that are no part of a request, and signals. */
export const isForSimulate = ({ steps }: PageCase): boolean =>
  steps.every(({ init, aborted }) => init === undefined && !aborted);

/**
 * What `fetch` of @corsmith/fetch has no part in: requests that no page's `fetch()` makes; control characters in a header's
 * value, which browsers send and no HTTP client of Node does; and an unrequested 101, which Node drops.
 */
export const isForFetch = ({ steps, script }: PageCase & { readonly script: Script }): boolean =>
  steps.every(
    ({ initiator = 'fetch', headers = [] }) =>
      initiator === 'fetch' && headers.every(([, value]) => !/[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(value)),
  ) &&
  Object.values(script).every(({ preflight, actual }) =>
    [preflight, actual].every((response) => response.kind === 'drop' || response.status !== 101),
  );
