import { allowedMethods } from '../cors-headers.js';
import { originRegex, splitOrigins } from '../origin-pattern.js';
import { headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const laravel: Stack = {
  id: 'laravel',
  title: 'Laravel',
  role: 'application',
  before: ['spring'],
  place: { kind: 'new-file' },
  detect: (exchange) =>
    headerMark(exchange, 'set-cookie', /^(laravel_session|laravel-session|XSRF-TOKEN)=/).map(cookieName),
  render: (policy) => ({
    files: [
      {
        path: 'config/cors.php',
        language: 'php',
        where: 'a new file, or replace its content',
        code: `<?php\n\nreturn [\n${settings(policy)
          .map((line) => `    ${line},\n`)
          .join('')}];`,
      },
    ],
    steps: [
      'Remove every other header() call with an Access-Control-… name, from .htaccess and the web server too.',
      'php artisan config:clear',
    ],
    pitfalls: [
      'paths must cover the route: other routes get no headers. Sanctum needs sanctum/csrf-cookie, which * covers.',
      'Before Laravel 9, the package fruitcake/laravel-cors reads this file; add it as the first global middleware.',
      'An error page of the web server, such as its 413, never reaches Laravel.',
    ],
    verified: 'documented',
  }),
};

/** A cookie's value is a secret. */
const cookieName = (mark: string): string => mark.replace(/=.*/s, '=…');

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
const list = (values: readonly string[]): string => `[${values.map(quoted).join(', ')}]`;

function settings(policy: RenderedPolicy): string[] {
  const { origins, credentials, requestHeaders, responseHeaders, maxAge } = policy;
  const { exact, patterns } = splitOrigins(origins);
  return [
    "'paths' => ['*']",
    `'allowed_methods' => ${list(allowedMethods(policy))}`,
    `'allowed_origins' => ${list(origins === '*' ? ['*'] : exact)}`,
    `'allowed_origins_patterns' => ${list(patterns.map((pattern) => `#${originRegex(pattern)}#`))}`,
    `'allowed_headers' => ${list(requestHeaders === '*' ? ['*'] : requestHeaders)}`,
    `'exposed_headers' => ${list(responseHeaders)}`,
    `'max_age' => ${maxAge ?? 0}`,
    `'supports_credentials' => ${credentials}`,
  ];
}
