import type { Responder } from '../attribution/responder.js';

export const csrfMiddleware: Responder = {
  id: 'csrf-middleware',
  responses: [
    {
      kind: 'csrf-filter',
      name: 'Laravel’s CSRF check',
      marks: [{ status: [419] }, { body: /CSRF token mismatch/ }],
      wayOut:
        'Exclude the API’s routes (`validateCsrfTokens(except: […])`), or use Sanctum: list the page’s host in SANCTUM_STATEFUL_DOMAINS and fetch /sanctum/csrf-cookie first.',
    },
    {
      kind: 'csrf-filter',
      name: 'Spring Security’s CSRF check',
      marks: [
        {
          status: [403],
          body: /Invalid CSRF [Tt]oken|Could not verify the provided CSRF token|Expected CSRF token not found/,
        },
      ],
      wayOut:
        'Turn it off for a token-authenticated API (`csrf.disable()`), or send the token that CookieCsrfTokenRepository sets.',
    },
    {
      kind: 'csrf-filter',
      name: 'Phoenix',
      marks: [{ status: [403], body: /InvalidCSRFTokenError|Plug\.CSRFProtection/ }],
      wayOut: 'Use the :api pipeline, which has no protect_from_forgery.',
    },
    {
      kind: 'csrf-filter',
      name: 'gorilla/csrf',
      marks: [{ status: [403], body: /^Forbidden - (?:origin|referer|CSRF token)/ }],
      wayOut: 'Add the page’s host to `csrf.TrustedOrigins`.',
    },
    {
      kind: 'csrf-filter',
      name: 'Echo',
      marks: [
        {
          status: [400, 403],
          body: /"message":\s*"(?:missing csrf token[^"]*|invalid csrf token|cross-site request blocked by CSRF[^"]*|same-site request blocked by CSRF[^"]*)"/,
        },
      ],
      wayOut: 'Add the page’s origin to `TrustedOrigins` of middleware.CSRFWithConfig.',
    },
    {
      kind: 'csrf-filter',
      name: 'Fiber',
      marks: [{ status: [403], body: /^(?:csrf: )?(?:referer|origin) (?:not provided|invalid|does not match)/i }],
      wayOut: 'Add the page’s origin to `TrustedOrigins` of csrf.Config.',
    },
    {
      kind: 'csrf-filter',
      name: 'React Router or Remix',
      marks: [{ status: [400, 403], body: /(?:x-forwarded-host|host) header does not match `?origin`? header/i }],
      wayOut: 'Add the page’s host to `allowedActionOrigins`, or use a resource route without an action.',
    },
    {
      kind: 'csrf-filter',
      name: 'Better Auth',
      marks: [
        { status: [403], body: /"(?:code":")?(?:INVALID_ORIGIN|MISSING_OR_NULL_ORIGIN)"|"message":"Invalid origin"/i },
      ],
      wayOut: 'Add the page’s origin to `trustedOrigins`.',
    },
    {
      kind: 'csrf-filter',
      name: 'the server’s CSRF check',
      marks: [
        {
          status: [400, 401, 403, 422],
          body: /EBADCSRFTOKEN|\b(?:invalid|missing|bad|expired|incorrect) (?:csrf|xsrf)\b|(?:csrf|xsrf)[- _]?(?:token|cookie|check|validation|verification)?[^.\n]{0,30}\b(?:invalid|missing|mismatch|failed|required|not found|incorrect)|Cross-Site Request Forgery|cross-site request (?:blocked|forbidden|denied)/i,
        },
      ],
      wayOut: 'Add the page’s origin to its trusted origins, or exempt the API if it does not rely on cookies.',
    },
  ],
};
