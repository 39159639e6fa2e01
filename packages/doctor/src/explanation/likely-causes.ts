import { type CorsErrorMessage, originDifference, type ParsedMessage, parseUrl } from '@corsmith/protocol';

/**
 * The ids of the causes that a message can come from, the most likely first; with one alone it is certain. None where it
 * is the page's own doing.
 */
export function likelyCauses(message: ParsedMessage): readonly string[] {
  switch (message.kind) {
    case 'warning':
    case 'not-cors':
      return [message.cause];
    case 'follow-up':
      return [];
    case 'error':
      return causesOfError(message);
  }
}

function causesOfError(message: CorsErrorMessage): readonly string[] {
  const { code, stage, status = 0, parameter, origin } = message;
  switch (code) {
    case 'MissingAllowOriginHeader':
    case 'OriginNotAllowed':
      return [...(origin === 'null' ? ['null-origin'] : []), ...withoutPermission(stage, status)];
    case 'AllowOriginMismatch':
      if (origin !== undefined && origin === parameter) return ['response-redirected', 'null-origin'];
      return origin === 'null' ? ['null-origin', 'origin-mismatch'] : ofAllowOrigin(parameter ?? '', origin);
    case 'MultipleAllowOriginValues':
      return ofSeveral(parameter);
    case 'InvalidAllowOriginValue':
      return ['invalid-allow-origin'];
    case 'WildcardOriginNotAllowed':
      return ['wildcard-with-credentials'];
    case 'InvalidAllowCredentials':
      return ['credentials-not-allowed'];
    case 'PreflightInvalidStatus':
      return ofPreflightStatus(status);
    case 'PreflightDisallowedRedirect':
      return ['preflight-redirected'];
    case 'InvalidAllowMethodsPreflightResponse':
    case 'InvalidAllowHeadersPreflightResponse':
      return ['malformed-allow-list'];
    case 'MethodDisallowedByPreflightResponse':
      return ['method-not-allowed'];
    case 'HeaderDisallowedByPreflightResponse':
      return ['header-not-allowed'];
    case 'RedirectContainsCredentials':
      return ['redirect-with-userinfo'];
    case 'RedirectDisallowedByMode':
    case 'RedirectLimit':
    case 'RedirectInvalidLocation':
    case 'RedirectDisallowedScheme':
    case 'RedirectBodyNotReplayable':
      return ['response-redirected'];
    case 'MixedContent':
      return ['mixed-content'];
    case 'DisallowedScheme':
      return ['unsupported-scheme'];
    case 'InvalidMethod':
    case 'RedirectModeNotAllowed':
      return ['opaque-response'];
    case 'NetworkFailure':
      return ['connection-refused', 'connection-reset', 'tls-failure', 'dns-failure', 'timeout', 'response-redirected'];
    case 'InvalidResponse':
      return ['protocol-failure'];
    default:
      return [];
  }
}

/** No Access-Control-Allow-Origin, or for some other origin. */
function withoutPermission(stage: CorsErrorMessage['stage'], status: number): readonly string[] {
  if (stage === 'preflight') return [...ofPreflightStatus(status), 'no-allow-origin', 'origin-not-allowed'];
  if (status >= 502 && status <= 504) return ['gateway-error', 'response-without-headers-on-error'];
  if (status >= 400) return ['response-without-headers-on-error', 'no-allow-origin', 'preflight-not-handled'];
  if (status >= 300) return ['response-redirected', 'preflight-redirected'];
  return [
    'no-allow-origin',
    'origin-not-allowed',
    'headers-only-on-preflight',
    'stripped-by-proxy',
    'cached-without-vary',
  ];
}

function ofPreflightStatus(status: number): readonly string[] {
  if (status === 401 || status === 403) return ['preflight-needs-auth', 'preflight-not-handled'];
  if (status >= 300 && status <= 399) return ['preflight-redirected'];
  if (status >= 502 && status <= 504) return ['gateway-error', 'preflight-not-handled'];
  return status === 0 ? ['preflight-not-handled', 'preflight-needs-auth'] : ['preflight-not-handled'];
}

/** Firefox says the same of a value that is no origin, and of several in one line. */
function ofAllowOrigin(value: string, origin: string | undefined): readonly string[] {
  if (/[ ,]/.test(value)) return ['multiple-origins-in-header', 'duplicate-allow-origin'];
  if (value !== 'null' && !parseUrl(value)) return ['invalid-allow-origin'];
  const part = origin === undefined ? undefined : originDifference(origin, value)?.part;
  return part === 'host' ? ['origin-mismatch', 'cached-other-origin', 'overwritten-by-proxy'] : ['origin-mismatch'];
}

/** The same value twice comes from two lines. */
function ofSeveral(value: string | undefined): readonly string[] {
  if (value === undefined) return ['duplicate-allow-origin', 'multiple-origins-in-header'];
  const origins = value.split(',').map((one) => one.trim());
  return new Set(origins).size < origins.length || origins.includes('*')
    ? ['duplicate-allow-origin', 'added-twice-by-proxy']
    : ['multiple-origins-in-header', 'duplicate-allow-origin'];
}
