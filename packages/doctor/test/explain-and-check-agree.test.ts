import {
  type BlockCode,
  BROWSER_NAMES,
  type EngineName,
  get,
  type HeaderList,
  type PageRequest,
  type ProbedExchange,
  parseConsoleMessage,
  type Send,
  simulate,
  type WireRequest,
  type WireResponse,
} from '@corsmith/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { causes } from '../src/causes.js';
import { plan } from '../src/examine/planned.js';
import { explain } from '../src/explain.js';
import { explainMessage } from '../src/explanation/explanation.js';

const ORIGIN = 'https://app.example.com';
const URL = 'https://api.example.com/users';
const ENGINES = Object.keys(BROWSER_NAMES) as Exclude<EngineName, 'standard'>[];

/** What `check` names first from the exchanges, and what `explain` names from the console message of one engine. */
async function bothOf(request: PageRequest, send: Send, engine: EngineName) {
  const exchanges: ProbedExchange[] = [];
  const outcome = await simulate(
    request,
    async (wire) => {
      const response = await send(wire);
      const probed = { ...response, httpVersion: '1.1', bodyStart: '', bodyTruncated: false } as const;
      exchanges.push({ request: wire, response: probed, durationMs: 0, layer: 'front' });
      return response;
    },
    { engine },
  );
  const planned = await plan(request);
  const seen = { request, planned, outcomes: [outcome], observed: exchanges, exchanges, layers: [], read: [], key: '' };
  const message = parseConsoleMessage(outcome.messages.join('\n'));
  return {
    code: outcome.block?.code,
    message,
    checked: outcome.allowed ? undefined : (await explain(seen))[0]?.id,
    explained: message && explainMessage(message).causes.map(({ id }) => id),
  };
}

async function expectAgreement(request: PageRequest, send: Send, engine: EngineName) {
  const { checked, explained, message, code } = await bothOf(request, send, engine);
  // A message without a reason names no cause, and a refusal inside fetch() prints nothing at all.
  // Who responded shows in the response alone.
  const isOfResponder = causes.find(({ id }) => id === checked)?.stage === 'responder';
  if (checked && !isOfResponder && explained && explained.length > 0 && message?.kind !== 'follow-up')
    expect(explained, `${engine} ${code}: ${message?.text}`).toContain(checked);
  return code;
}

type Headers = Record<string, string>;
const response = (status: number, headers: Headers = {}): WireResponse => ({
  status,
  headers: Object.entries(headers),
});
const allowed = { 'Access-Control-Allow-Origin': ORIGIN };
const always =
  (status: number, headers: Headers = {}): Send =>
  async () =>
    response(status, headers);
/** Allows the preflight, so that the response to the request itself decides. */
const past =
  (status: number, headers: Headers): Send =>
  async ({ kind }) =>
    kind === 'preflight'
      ? response(204, { ...allowed, 'Access-Control-Allow-Methods': '*' })
      : response(status, headers);

const put = { method: 'PUT' } as const;
const keyed = { headers: [['X-Key', '1']] } as const;
const never: Send = async () => Promise.reject(new Error('nothing is sent'));

/** A request and a server that end with each code, in some engine at least. */
const WITNESSES: Readonly<Record<BlockCode, readonly [Partial<PageRequest>, Send]>> = {
  MissingAllowOriginHeader: [{}, always(200)],
  OriginNotAllowed: [{}, always(200)],
  MultipleAllowOriginValues: [{}, always(200, { 'Access-Control-Allow-Origin': `${ORIGIN}, https://b.example` })],
  InvalidAllowOriginValue: [{}, always(200, { 'Access-Control-Allow-Origin': 'yes' })],
  AllowOriginMismatch: [{}, always(200, { 'Access-Control-Allow-Origin': 'https://b.example' })],
  WildcardOriginNotAllowed: [{ credentials: 'include' }, always(200, { 'Access-Control-Allow-Origin': '*' })],
  InvalidAllowCredentials: [{ credentials: 'include' }, always(200, allowed)],
  PreflightInvalidStatus: [put, always(404, allowed)],
  PreflightDisallowedRedirect: [put, always(302, { ...allowed, Location: '/a' })],
  InvalidAllowMethodsPreflightResponse: [put, always(200, { ...allowed, 'Access-Control-Allow-Methods': '"PUT"' })],
  InvalidAllowHeadersPreflightResponse: [keyed, always(200, { ...allowed, 'Access-Control-Allow-Headers': '"x"' })],
  MethodDisallowedByPreflightResponse: [put, always(200, allowed)],
  HeaderDisallowedByPreflightResponse: [keyed, always(200, allowed)],
  RedirectContainsCredentials: [{}, always(302, { ...allowed, Location: 'https://u:p@b.example/' })],
  RedirectDisallowedByMode: [{ redirect: 'error' }, always(302, { ...allowed, Location: '/a' })],
  RedirectLimit: [{}, always(302, { ...allowed, Location: '/a' })],
  RedirectInvalidLocation: [{}, always(302, { ...allowed, Location: 'http://:' })],
  RedirectDisallowedScheme: [{}, always(302, { ...allowed, Location: 'ftp://b.example/' })],
  RedirectBodyNotReplayable: [{ method: 'POST', body: 'a', duplex: 'half' }, past(307, { ...allowed, Location: '/a' })],
  CrossOriginResourcePolicy: [{ mode: 'no-cors' }, always(200, { 'Cross-Origin-Resource-Policy': 'same-origin' })],
  BlockedPort: [{ url: 'https://api.example.com:6000/' }, never],
  DisallowedByMode: [{ mode: 'same-origin' }, never],
  MixedContent: [{ url: 'http://api.example.com/' }, never],
  DisallowedScheme: [{ url: 'ftp://api.example.com/' }, never],
  UrlContainsCredentials: [{ url: 'https://u:p@api.example.com/' }, never],
  InvalidMethod: [{ method: 'TRACE' }, never],
  InvalidHeader: [{ headers: [['a b', '1']] }, never],
  BodyNotAllowed: [{ body: 'a' }, never],
  RedirectModeNotAllowed: [{ mode: 'no-cors', redirect: 'error' }, never],
  NetworkFailure: [{}, always(101)],
  InvalidResponse: [{ initiator: 'script', mode: 'no-cors' }, always(200, { 'Content-Type': 'image/png' })],
};

for (const [code, [page, send]] of Object.entries(WITNESSES))
  test(`explain and check name the same cause for ${code}`, async () => {
    const request = { origin: ORIGIN, url: URL, ...page };
    const codes = await Promise.all(ENGINES.map((engine) => expectAgreement(request, send, engine)));
    const { explained = [] } = {
      explained: explainMessage({ kind: 'error', text: '', code: code as BlockCode }).causes,
    };
    expect(explained.map(({ id }) => id)).not.toEqual([]);
    expect(codes).toContain(code);
  });

const value = (...values: readonly (string | undefined)[]) => fc.constantFrom(...values);
const header = (name: string, ...values: readonly string[]) =>
  value(undefined, ...values).map((one) => (one === undefined ? [] : [[name, one] as const]));
const responses = fc
  .tuple(
    fc.constantFrom(200, 200, 200, 204, 301, 303, 304, 307, 400, 401, 403, 404, 405, 407, 429, 500, 502, 503, 504),
    header(
      'Access-Control-Allow-Origin',
      ORIGIN,
      ORIGIN,
      '*',
      'null',
      'yes',
      '',
      'false',
      `${ORIGIN}/`,
      'https://b.example',
      `${ORIGIN}, ${ORIGIN}`,
      `${ORIGIN}, https://b.example`,
      'yes no',
    ),
    header('Access-Control-Allow-Origin', ORIGIN, '*'),
    header('Access-Control-Allow-Credentials', 'true', 'True'),
    header('Access-Control-Allow-Methods', 'PUT', '*', '"PUT"', 'put'),
    header('Access-Control-Allow-Headers', 'x-key', '*', 'x y'),
    header('Vary', 'Origin'),
    header('Location', '/other', 'https://b.example/', 'https://u:p@b.example/', 'ftp://b.example/', 'http://:', ''),
  )
  .map(([status, origin, second, ...others]) => {
    if (status < 300)
      return { status, headers: [...origin, ...(others[0].length > 0 ? second : []), ...others.flat()] };
    // An error with a fault in its CORS headers has two causes, of which a console shows one.
    const right = origin[0]?.[1] === ORIGIN ? [...origin, ['Access-Control-Allow-Credentials', 'true'] as const] : [];
    return { status, headers: [...right, ...others.slice(3).flat()] };
  });

/** An error that allows an origin allows the one that it is sent. */
const allowingOrigin = (headers: HeaderList, wire: WireRequest): HeaderList =>
  headers.map(([name, text]) => [name, text === ORIGIN ? (get(wire.headers, 'origin') ?? '*') : text]);

test('whatever a server sends, explain names what check names, in every engine', async () => {
  await fc.assert(
    fc.asyncProperty(
      responses,
      responses,
      responses,
      fc.record({
        origin: fc.constantFrom(ORIGIN, ORIGIN, 'null'),
        method: fc.constantFrom('GET', 'PUT', 'POST'),
        headers: fc.constantFrom([], [['X-Key', '1']] as const),
        credentials: fc.constantFrom<'include' | 'same-origin'>('include', 'same-origin'),
      }),
      async (preflight, actual, next, page) => {
        const send: Send = async (wire) => {
          const found = wire.url !== URL ? next : wire.kind === 'preflight' ? preflight : actual;
          return found.status < 300 ? found : { ...found, headers: allowingOrigin(found.headers, wire) };
        };
        for (const engine of ENGINES) await expectAgreement({ ...page, url: URL }, send, engine);
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 100) },
  );
});
