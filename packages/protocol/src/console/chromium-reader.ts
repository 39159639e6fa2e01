import type { Initiator } from '../exchange.js';
import { sentencesOf } from './look-alike.js';
import { LOCAL_NETWORK as LOCAL_NETWORK_ENTRIES } from './look-alikes/local-network.js';
import type { MessageParts } from './parsed-message.js';
import {
  alsoFor,
  type Draft,
  type Found,
  partsOf,
  type Reader,
  readerOf,
  readSentence,
  reasons,
  type Sentence,
  schemeOf,
  sentence,
  withoutLastQuote,
  withoutQuotes,
  withParts,
} from './sentence.js';
import { readShape, type Shape, shape } from './shape.js';
import type { SqueezedText } from './squeezed-text.js';

const because = reasons('chromium');
const viaFetch = ({ shape, says }: Sentence): Sentence => ({ shape, says: { ...says, initiator: 'fetch' } });

const ADVICE = 'Have the server send the header with a valid value';
const NO_CORS =
  "f an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.";
const ADVICE_AND_NO_CORS = `${ADVICE}, or, i${NO_CORS}`;

/** Today's words, and those since version 30. */
const REASONS: readonly Sentence[] = [
  ...because(
    'MissingAllowOriginHeader',
    'response',
    "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  ),
  ...because(
    'AllowOriginMismatch',
    'response',
    "The 'Access-Control-Allow-Origin' header has a value '{parameter}' that is not equal to the supplied origin.",
  ),
  // With the advice first: a value may hold the words that end it.
  ...because(
    'InvalidAllowOriginValue',
    'response',
    `The 'Access-Control-Allow-Origin' header contains the invalid value '{parameter}'. ${ADVICE}.`,
    `The 'Access-Control-Allow-Origin' header contains the invalid value '{parameter}'. ${ADVICE_AND_NO_CORS}`,
  ).map(viaFetch),
  ...because(
    'InvalidAllowOriginValue',
    'response',
    "The 'Access-Control-Allow-Origin' header contains the invalid value '{parameter}'.",
  ),
  ...because(
    'MultipleAllowOriginValues',
    'response',
    "The 'Access-Control-Allow-Origin' header contains multiple values '{parameter}', but only one is allowed.",
  ),
  ...because(
    'WildcardOriginNotAllowed',
    'response',
    "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
    "A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true.",
  ),
  ...because(
    'InvalidAllowCredentials',
    'response',
    "The value of the 'Access-Control-Allow-Credentials' header in the response is '{parameter}' which must be 'true' when the request's credentials mode is 'include'.",
    "Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is '{parameter}'. It must be 'true' to allow credentials.",
  ),
  ...because(
    'PreflightInvalidStatus',
    'preflight',
    'It does not have HTTP ok status.',
    'Response for preflight does not have HTTP ok status.',
    'Response for preflight has invalid HTTP status code {status}',
  ),
  ...because(
    'AllowOriginMismatch',
    'response',
    "The 'Access-Control-Allow-Origin' whitelists only '{parameter}'. Origin '{origin}' is not in the list, and is therefore not allowed access.",
    "The 'Access-Control-Allow-Origin' whitelists only '{parameter}'.",
  ),
  // Until version 57 a request with a preflight did not follow redirects.
  ...because(
    'PreflightDisallowedRedirect',
    'redirect',
    'Request requires preflight, which is disallowed to follow cross-origin redirect.',
    "The request was redirected to '{location}', which is disallowed for cross-origin requests that require preflight.",
    "The request was redirected to a URL ('{location}') which is disallowed for cross-origin requests that require preflight.",
  ),
  ...because(
    'PreflightDisallowedRedirect',
    'preflight',
    'Redirect is not allowed for a preflight request.',
    'Response for preflight is invalid (redirect)',
  ),
  ...because(
    'MethodDisallowedByPreflightResponse',
    'preflight',
    'Method {token} is not allowed by Access-Control-Allow-Methods in preflight response.',
  ),
  ...because(
    'HeaderDisallowedByPreflightResponse',
    'preflight',
    'Request header field {token} is not allowed by Access-Control-Allow-Headers in preflight response.',
  ),
  ...because(
    'InvalidAllowMethodsPreflightResponse',
    'preflight',
    'Cannot parse Access-Control-Allow-Methods response header field in preflight response.',
  ),
  ...because(
    'InvalidAllowHeadersPreflightResponse',
    'preflight',
    'Cannot parse Access-Control-Allow-Headers response header field in preflight response.',
  ),
  // Today's Chromium leaves the location out.
  ...because(
    'RedirectContainsCredentials',
    'redirect',
    "Redirect location '' contains a username and password, which is disallowed for cross-origin requests.",
    "Redirect location '{location}' contains a username and password, which is disallowed for cross-origin requests.",
  ),
  ...because(
    'RedirectDisallowedScheme',
    'redirect',
    "Redirect location '{location}' has a disallowed scheme for cross-origin requests.",
  ),
  ...because(
    'DisallowedScheme',
    'request',
    'Cross origin requests are only supported for protocol schemes:',
    'URL scheme "{token}" is not supported.',
  ),
  ...because(
    'DisallowedByMode',
    'request',
    'Request mode is "same-origin" but the URL\'s origin is not same as the request origin {originWord}.',
  ),
  // Of where a redirect leads.
  ...because(
    'DisallowedByMode',
    'request',
    'Unsafe attempt to load URL {url} from frame with URL {page}. Domains, protocols and ports must match.',
  ).map(alsoFor('RedirectDisallowedScheme')),
  ...because('RedirectModeNotAllowed', 'request', 'Request mode is "no-cors" but the redirect mode is not "follow".'),
];

/** Sentences too common to identify without the words before them. */
const ONLY_AFTER_LEAD: readonly Sentence[] = [
  ...because('PreflightInvalidStatus', 'preflight', 'Invalid HTTP status code {status}'),
  ...because('DisallowedByMode', 'request', 'Cross origin requests are not allowed by request mode.'),
  ...because('InvalidResponse', 'response', 'The response is invalid.', 'Invalid response.'),
];

/** Said in the words of CORS, though no header is at fault. The hole is the address space. */
const LOCAL_NETWORK: readonly Sentence[] = LOCAL_NETWORK_ENTRIES.flatMap(sentencesOf);

const STANDALONE = [...REASONS, ...LOCAL_NETWORK];

/** What may follow a reason, and what it says besides. */
const TRAILERS: readonly (readonly [Shape, { readonly initiator?: Initiator }])[] = [
  [shape("Origin '{origin}' is therefore not allowed access."), {}],
  [shape('The response had HTTP status code {status}.'), {}],
  [shape(`${ADVICE}.`), { initiator: 'fetch' }],
  [shape(ADVICE_AND_NO_CORS), { initiator: 'fetch' }],
  [shape(`I${NO_CORS}`), { initiator: 'fetch' }],
  [
    shape(
      'The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.',
    ),
    { initiator: 'xhr' },
  ],
];

const PREFLIGHT = shape("Response to preflight request doesn't pass access control check:");
const REDIRECT = shape("Redirect from '{redirectedFrom}' to '{url}' has been blocked by CORS policy:");

/** A message from its reason on. */
export const readChromiumReasonAfterLead = (text: SqueezedText, at: number, limit: number): Found | undefined =>
  readChromiumReason(text, at, limit, [...STANDALONE, ...ONLY_AFTER_LEAD]);

export function readChromiumReason(
  text: SqueezedText,
  at: number,
  limit: number,
  sentences: readonly Sentence[] = STANDALONE,
): Found | undefined {
  const preflight = readShape(text, PREFLIGHT, at, limit);
  const redirect = readShape(text, REDIRECT, preflight?.end ?? at, limit);
  const found = readSentence(sentences, text, redirect?.end ?? preflight?.end ?? at, limit);
  if (!found) return undefined;
  const message: Draft = {
    ...(redirect && partsOf(redirect.parts)),
    ...decoded(found.message),
    ...(preflight && found.message.kind === 'error' && { stage: 'preflight' as const }),
  };
  return readTrailers(text, { message, end: found.end }, limit);
}

/** Takes in what follows of the same message. */
function readTrailers(text: SqueezedText, found: Found, limit: number): Found {
  for (const [words, says] of TRAILERS) {
    const reading = readShape(text, words, found.end, limit);
    if (reading) {
      const message: Draft = { ...found.message, ...says, ...partsOf(reading.parts) };
      return readTrailers(text, { message, end: reading.end }, limit);
    }
  }
  return found;
}

/** What is not ASCII is printed as an escape. */
function decoded<M extends Draft>(message: M): M {
  const { parameter } = message;
  if (!parameter?.includes('\\u')) return message;
  const text = parameter.replace(/\\u([0-9A-F]{4})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return { ...message, parameter: text };
}

const ACCESS = shape("Access to {kind} at '{target} from origin '{origin}' has been blocked by CORS policy:");

/** Cut off or quoted before its reason. */
const CUT_OFF = shape("Access to {kind} at '{target} from origin '{origin}' has been blocked by CORS policy");

const INITIATORS: Readonly<Record<string, Initiator>> = {
  fetch: 'fetch',
  XMLHttpRequest: 'xhr',
  font: 'font',
  script: 'script',
  image: 'image',
};

/** The reader of every message that begins with what was accessed. */
const access: Reader = {
  anchors: [ACCESS.literals[0]],
  read(text, at, limit) {
    const lead = readShape(text, ACCESS, at, limit) ?? readShape(text, CUT_OFF, at, limit);
    if (!lead) return undefined;
    const { kind = '', target = '', origin = '' } = lead.parts;
    const initiator = INITIATORS[kind.replace(/\s/g, '')];
    const [url = '', redirectedFrom] = withoutLastQuote(target)
      .split(/['\u2019]\s?\(redirected\s?from\s?['\u2018]/)
      .map((part) => withoutSpaces(part.replace(/^['"\u00b4\u2018-\u201f`]/, '')));
    const from: Partial<MessageParts> = {
      url,
      origin: withoutQuotes(origin),
      ...(redirectedFrom !== undefined && { redirectedFrom }),
      ...(initiator && { initiator }),
    };
    const why = readChromiumReasonAfterLead(text, lead.end, limit);
    if (!why) return { message: { kind: 'error', engine: 'chromium', ...from }, end: lead.end };
    return { message: schemeNamed({ ...why.message, ...from }), end: why.end };
  },
};

/** A URL has none but where the paste broke it, or where its path is opaque. */
const withoutSpaces = (url: string): string => (/^https?:/.test(url) ? url.replace(/\s/g, '') : url);

/** The scheme at fault, which the words leave to the URL. */
function schemeNamed(message: Draft): Draft {
  const { url = '' } = message;
  if (message.kind !== 'error' || message.code !== 'DisallowedScheme' || message.parameter !== undefined)
    return message;
  if (message.redirectedFrom === undefined) return { ...message, parameter: schemeOf(url) };
  return { ...message, ...THROUGH_REDIRECT, parameter: url };
}

const THROUGH_REDIRECT = { code: 'RedirectDisallowedScheme', stage: 'redirect' } as const;

const LOADING = shape('has been blocked from loading by Cross-Origin Resource Sharing policy:');

/** Until version 50: `Font from origin 'https://cdn.example.com' has been blocked from loading by …`. */
const FROM_ORIGIN: readonly (readonly [Shape, Initiator | undefined])[] = (
  [
    ['Font', 'font'],
    ['Image', 'image'],
    ['Script', 'script'],
    ['Media', undefined],
    ['Imported resource', undefined],
    ['XSL stylesheet', undefined],
    ['Redirect at', undefined],
  ] as const
).map(([kind, initiator]) => [
  shape(`${kind} from origin '{server}' has been blocked from loading by Cross-Origin Resource Sharing policy:`),
  initiator,
]);

const fromOrigin: Reader = {
  anchors: FROM_ORIGIN.map(([words]) => words.literals[0]),
  read(text, at, limit) {
    for (const [words, initiator] of FROM_ORIGIN) {
      const lead = readShape(text, words, at, limit);
      const why = lead && readChromiumReasonAfterLead(text, lead.end, limit);
      if (why) return { message: withParts(why.message, { ...(initiator && { initiator }) }), end: why.end };
    }
    return undefined;
  },
};

/** Quoted without its reason. */
const PARAPHRASES = ['has been blocked by CORS policy', 'blocked by CORS policy', 'Blocked by CORS policy'];

/** Titles of the Issues panel. */
const ISSUES: readonly Sentence[] = [
  ...because(
    'WildcardOriginNotAllowed',
    'response',
    'Ensure credentialed requests are not sent to CORS resources with origin wildcards',
  ),
  ...because('DisallowedScheme', 'request', 'Ensure CORS requests are made on supported schemes'),
  ...[...PARAPHRASES, 'Ensure CORS response header values are valid', 'Ensure preflight responses are valid'].map(
    (words) => sentence(words, { kind: 'error', engine: 'chromium' }),
  ),
];

/** What it says by itself, without the words before the reason too, as people quote it. */
export const chromiumReaders: readonly Reader[] = [
  access,
  fromOrigin,
  {
    anchors: [...STANDALONE.map(({ shape }) => shape.literals[0]), PREFLIGHT.literals[0], REDIRECT.literals[0]],
    read: readChromiumReason,
  },
  {
    anchors: [LOADING.literals[0]],
    read: (text, at, limit) => readChromiumReason(text, at + LOADING.literals[0].length, limit),
  },
  readerOf([
    sentence('FTP is not supported.', {
      kind: 'error',
      engine: 'chromium',
      code: 'DisallowedScheme',
      stage: 'request',
      parameter: 'ftp',
    }),
  ]),
  readerOf(ISSUES),
];
