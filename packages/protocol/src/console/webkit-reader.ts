import {
  alsoFor,
  type Found,
  partsOf,
  type Reader,
  readerOf,
  readSentence,
  reasons,
  type Sentence,
  sentence,
} from './sentence.js';
import { readShape, shape } from './shape.js';
import type { SqueezedText } from './squeezed-text.js';

const because = reasons('webkit');

/** Today's words, and those since Safari 5. None names the URL: the line after it does. */
const REASONS: readonly Sentence[] = [
  ...because(
    'OriginNotAllowed',
    undefined,
    'Origin {origin} is not allowed by Access-Control-Allow-Origin. Status code: {status}',
    'Origin {origin} is not allowed by Access-Control-Allow-Origin.',
  ),
  ...because(
    'MultipleAllowOriginValues',
    undefined,
    'Access-Control-Allow-Origin cannot contain more than one origin.',
  ),
  ...because(
    'WildcardOriginNotAllowed',
    undefined,
    'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
  ),
  ...because(
    'InvalidAllowCredentials',
    undefined,
    'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
  ),
  ...because(
    'PreflightInvalidStatus',
    'preflight',
    'Preflight response is not successful. Status code: {status}',
    'Preflight response is not successful',
  ),
  ...because(
    'MethodDisallowedByPreflightResponse',
    'preflight',
    'Method {token} is not allowed by Access-Control-Allow-Methods.',
  ),
  ...because(
    'HeaderDisallowedByPreflightResponse',
    'preflight',
    'Request header field {token} is not allowed by Access-Control-Allow-Headers.',
  ),
  ...because(
    'InvalidAllowMethodsPreflightResponse',
    'preflight',
    'Header Access-Control-Allow-Methods has an invalid value: {parameter}',
  ),
  ...because(
    'InvalidAllowHeadersPreflightResponse',
    'preflight',
    'Header Access-Control-Allow-Headers has an invalid value: {parameter}',
  ),
  ...because('RedirectDisallowedByMode', 'redirect', 'Not allowed to follow a redirection while loading {urlWord}'),
  ...because('RedirectLimit', 'redirect', 'Load cannot follow more than {status} redirections'),
  ...because('RedirectContainsCredentials', 'redirect', 'redirection URL {token} has credentials'),
  ...because(
    'RedirectDisallowedScheme',
    'redirect',
    'not allowed to follow a cross-origin CORS redirection with non CORS scheme',
  ).map(alsoFor('RedirectInvalidLocation')),
  ...because('RedirectDisallowedScheme', 'redirect', 'Redirection to URL with a scheme that is not HTTP(S).'),
  ...because('RedirectModeNotAllowed', 'request', 'No-Cors mode requires follow redirect mode'),
  ...because(
    'DisallowedByMode',
    'request',
    'Unsafe attempt to load URL {url} from origin {origin}. Domains, protocols and ports must match.',
  ),
  ...because('DisallowedScheme', undefined, 'Cross origin requests are only supported for HTTP.'),
  ...because('RedirectModeNotAllowed', 'request', 'No-Cors mode requires follow redirect mode'),
  // Said of a preflight only.
  ...because('NetworkFailure', 'preflight', 'Connection terminated unexpectedly'),
];

const REDIRECTION = shape('Cross-origin redirection to {location} denied by Cross-Origin Resource Sharing policy:');

/** A message from its reason on, with the redirection that was denied. */
export function readWebkitReason(text: SqueezedText, at: number, limit: number): Found | undefined {
  const redirection = readShape(text, REDIRECTION, at, limit);
  const found = readSentence(REASONS, text, redirection?.end ?? at, limit);
  if (found?.message.kind !== 'error') return undefined;
  const { code, status } = found.message;
  const parameter = withoutPlace(
    code === 'PreflightInvalidStatus' && status !== undefined
      ? String(status)
      : code === 'RedirectDisallowedScheme'
        ? redirection?.parts.location
        : found.message.parameter,
  );
  return {
    message: {
      ...found.message,
      ...(redirection && { stage: 'redirect' as const, ...partsOf(redirection.parts) }),
      ...(parameter !== undefined && { parameter }),
    },
    end: found.end,
  };
}

/** Safari adds where in the page's sources it happened to the end of a line. */
const withoutPlace = (value: string | undefined): string | undefined =>
  value?.replace(/ \([^()\s]{1,200}, line \d{1,9}\)$/, '');

export const webkitReaders: readonly Reader[] = [
  {
    anchors: [...new Set([...REASONS.map(({ shape }) => shape.literals[0]), REDIRECTION.literals[0]])],
    read: readWebkitReason,
  },
  readerOf([
    // Its second line for scripts, which names no URL.
    sentence('Cross-origin script load denied by Cross-Origin Resource Sharing policy.', {
      kind: 'error',
      engine: 'webkit',
      initiator: 'script',
    }),
    sentence('Cross-origin {kind} load denied by Cross-Origin Resource Sharing policy.', {
      kind: 'error',
      engine: 'webkit',
    }),
    ...because('DisallowedScheme', undefined, 'FTP URLs are disabled')
      .map(alsoFor('RedirectDisallowedScheme'))
      .map(({ shape, says }): Sentence => ({ shape, says: { ...says, parameter: 'ftp' } })),
    // Chromium's words too.
    sentence('Not allowed to load local resource: {urlWord}', {
      kind: 'error',
      code: 'DisallowedScheme',
      alternatives: ['RedirectDisallowedScheme'],
    }),
  ]),
];
