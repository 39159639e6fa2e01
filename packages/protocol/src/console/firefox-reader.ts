import {
  alsoFor,
  type Draft,
  partsOf,
  type Reader,
  readerOf,
  readSentence,
  reasons,
  type Sentence,
  schemeOf,
  sentence,
  withParts,
} from './sentence.js';
import { readShape, shape } from './shape.js';

const because = reasons('firefox');

/** Today's words, and those since version 25. Each is between `(Reason: ` and its closing parenthesis. */
const REASONS: readonly Sentence[] = [
  ...because('MissingAllowOriginHeader', undefined, "CORS header 'Access-Control-Allow-Origin' missing)."),
  ...because(
    'AllowOriginMismatch',
    undefined,
    "CORS header 'Access-Control-Allow-Origin' does not match '{parameter}').",
  ),
  ...because(
    'MultipleAllowOriginValues',
    undefined,
    "Multiple CORS header 'Access-Control-Allow-Origin' not allowed).",
  ),
  ...because(
    'WildcardOriginNotAllowed',
    undefined,
    "Credential is not supported if the CORS header 'Access-Control-Allow-Origin' is '*').",
  ),
  ...because(
    'InvalidAllowCredentials',
    undefined,
    "expected 'true' in CORS header 'Access-Control-Allow-Credentials').",
  ),
  ...because(
    'PreflightInvalidStatus',
    'preflight',
    'CORS preflight response did not succeed).',
    'CORS preflight channel did not succeed).',
  ),
  ...because('PreflightDisallowedRedirect', 'preflight', 'CORS request external redirect not allowed).'),
  ...because(
    'MethodDisallowedByPreflightResponse',
    'preflight',
    "Did not find method in CORS header 'Access-Control-Allow-Methods').",
  ),
  ...because(
    'HeaderDisallowedByPreflightResponse',
    'preflight',
    "header '{parameter}' is not allowed according to header 'Access-Control-Allow-Headers' from CORS preflight response).",
    "missing token '{parameter}' in CORS header 'Access-Control-Allow-Headers' from CORS preflight channel).",
    "missing token '{parameter}' in CORS header 'Access-Control-Allow-Headers').",
  ),
  ...because(
    'InvalidAllowMethodsPreflightResponse',
    'preflight',
    "invalid token '{parameter}' in CORS header 'Access-Control-Allow-Methods').",
  ),
  ...because(
    'InvalidAllowHeadersPreflightResponse',
    'preflight',
    "invalid token '{parameter}' in CORS header 'Access-Control-Allow-Headers').",
  ),
  ...because('DisallowedScheme', undefined, 'CORS request not http).').map(alsoFor('RedirectDisallowedScheme')),
  ...because('NetworkFailure', undefined, 'CORS request did not succeed).', 'CORS request failed).').map(
    alsoFor(
      'RedirectContainsCredentials',
      'RedirectDisallowedScheme',
      'RedirectLimit',
      'RedirectInvalidLocation',
      'InvalidResponse',
    ),
  ),
];

/** Neither is the server's. */
const OF_THE_BROWSER: readonly Sentence[] = [
  sentence('CORS disabled).', { kind: 'error', engine: 'firefox', entry: 'cors-disabled' }),
  sentence("CORS header 'Origin' cannot be added).", { kind: 'error', engine: 'firefox', entry: 'origin-not-added' }),
];

const BLOCKED = shape(
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {url}. (Reason:',
);
const BLOCKED_WITHOUT_REASON = shape(
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {url}. This can be fixed by moving the resource to the same domain or enabling CORS.',
);
const REASON = shape('(Reason:');
const STATUS = shape('Status code: {status}.');

const blocked: Reader = {
  anchors: [BLOCKED.literals[0], REASON.literals[0]],
  read(text, at, limit) {
    const lead = readShape(text, BLOCKED, at, limit) ?? readShape(text, REASON, at, limit);
    if (!lead) {
      const bare = readShape(text, BLOCKED_WITHOUT_REASON, at, limit);
      return bare && { message: { kind: 'error', engine: 'firefox', ...partsOf(bare.parts) }, end: bare.end };
    }
    const where = partsOf(lead.parts);
    const why = readSentence([...REASONS, ...OF_THE_BROWSER], text, lead.end, limit);
    if (!why)
      return where.url === undefined
        ? undefined
        : { message: { kind: 'error', engine: 'firefox', ...where }, end: lead.end };
    const status = readShape(text, STATUS, why.end, limit);
    const message = { ...why.message, ...where, ...partsOf(status?.parts ?? {}) };
    return { message: withParameter(message), end: status?.end ?? why.end };
  },
};

/** The status or the scheme at fault. */
function withParameter(message: Draft): Draft {
  if (message.kind !== 'error') return message;
  const { code, url, status } = message;
  if (code === 'DisallowedScheme' && url !== undefined) return { ...message, parameter: schemeOf(url) };
  return code === 'PreflightInvalidStatus' && status !== undefined
    ? { ...message, parameter: String(status) }
    : message;
}

const warning: Reader = {
  ...{ anchors: ['Cross-OriginRequestWarning:'] },
  read: (text, at, limit) =>
    readSentence(
      [
        sentence(
          "Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at {url} soon. (Reason: When the 'Access-Control-Allow-Headers' is '*', the 'Authorization' header is not covered. To include the 'Authorization' header, it must be explicitly listed in CORS header 'Access-Control-Allow-Headers').",
          { kind: 'warning', engine: 'firefox', cause: 'authorization-under-wildcard' },
        ),
      ],
      text,
      at,
      limit,
    ),
};

/** What its Network panel shows in place of a response, after the request's own line. */
const PANEL: readonly Sentence[] = [
  ...because('MissingAllowOriginHeader', undefined, 'CORS Missing Allow Origin'),
  ...because(
    'MultipleAllowOriginValues',
    undefined,
    'CORS Multiple Allow Origin Not Allowed',
    'CORS Multiple Allow Origin',
  ),
  ...because(
    'AllowOriginMismatch',
    undefined,
    'CORS Allow Origin Not Matching Origin',
    'CORS Allow Origin Not Matching',
  ),
  ...because('WildcardOriginNotAllowed', undefined, 'CORS Not Supporting Credentials'),
  ...because('InvalidAllowCredentials', undefined, 'CORS Missing Allow Credentials'),
  ...because('MethodDisallowedByPreflightResponse', 'preflight', 'CORS Method Not Found'),
  ...because('PreflightInvalidStatus', 'preflight', 'CORS Preflight Did Not Succeed'),
  ...because('InvalidAllowMethodsPreflightResponse', 'preflight', 'CORS Invalid Allow Method'),
  ...because('InvalidAllowHeadersPreflightResponse', 'preflight', 'CORS Invalid Allow Header'),
  ...because(
    'HeaderDisallowedByPreflightResponse',
    'preflight',
    'CORS Missing Allow Header From Preflight',
    'CORS Missing Allow Header',
  ),
  ...because('PreflightDisallowedRedirect', undefined, 'CORS External Redirect Not Allowed'),
  ...because('DisallowedScheme', undefined, 'CORS Request Not HTTP'),
  ...because('NetworkFailure', undefined, 'CORS Did Not Succeed'),
  sentence('CORS Disabled', { kind: 'error', engine: 'firefox', entry: 'cors-disabled' }),
  sentence('CORS Failed', { kind: 'error', engine: 'firefox' }),
  sentence('NS_ERROR_DOM_BAD_URI', { kind: 'error', engine: 'firefox' }),
];

const panel: Reader = {
  anchors: readerOf(PANEL).anchors,
  read(text, at, limit) {
    const found = readSentence(PANEL, text, at, limit);
    if (!found) return undefined;
    const start = text.sourceIndex(at);
    const [, method, url] =
      /\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s{0,3}(https?:\/\/[^\s[]{1,4000})(?:\[[^\]\n]{0,80}\])?\s{1,10}$/.exec(
        text.source.slice(Math.max(0, start - 4200), start),
      ) ?? [];
    return {
      message: withParts(found.message, {
        ...(url !== undefined && { url }),
        ...(method !== undefined && method !== 'OPTIONS' && { method }),
      }),
      end: found.end,
    };
  },
};

const font = readerOf([
  sentence(
    'downloadable font: download failed {parameter}: bad URI or cross-site access not allowed source: {urlWord}',
    {
      kind: 'error',
      engine: 'firefox',
      initiator: 'font',
    },
  ),
  sentence('bad URI or cross-site access not allowed source: {urlWord}', {
    kind: 'error',
    engine: 'firefox',
    initiator: 'font',
  }),
]);

export const firefoxReaders: readonly Reader[] = [blocked, warning, panel, font];
