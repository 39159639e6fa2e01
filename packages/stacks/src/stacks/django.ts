import { allowedMethods } from '../cors-headers.js';
import { originRegex, splitOrigins } from '../origin-pattern.js';
import { list, raw } from '../python.js';
import { bodyMark, headerMark, type RenderedPolicy, type Stack } from '../stack.js';

const PATH = 'settings.py';

export const django: Stack = {
  id: 'django',
  title: 'Django',
  role: 'application',
  before: ['rails'],
  detect: (exchange) => [
    ...headerMark(exchange, 'server', /^WSGIServer\//),
    ...bodyMark(exchange, /<h1>Not Found<\/h1><p>The requested resource was not found on this server\.<\/p>/),
    ...bodyMark(exchange, /<h1>Server Error \(500\)<\/h1>/),
  ],
  limits: { name: 'django-cors-headers', anyHeader: 'never' },
  render(policy) {
    return {
      files: [
        {
          path: PATH,
          language: 'python',
          where: 'first in MIDDLEWARE',
          code: "'corsheaders.middleware.CorsMiddleware',",
        },
        { path: PATH, language: 'python', where: 'in INSTALLED_APPS', code: "'corsheaders'," },
        { path: PATH, language: 'python', where: 'at the end', code: settings(policy).join('\n') },
      ],
      steps: [
        'pip install django-cors-headers',
        'Remove every other CORS_… setting, CorsMiddleware further down, and every header with an Access-Control-… name.',
        'Restart the server.',
      ],
      pitfalls: [
        'At least above CommonMiddleware, best at the top: a redirect or a 401 from a middleware above it has no headers.',
        "CORS_ALLOW_HEADERS and CORS_ALLOW_METHODS take names only; there '*' is a name like any other.",
        'CORS_ALLOWED_ORIGIN_REGEXES are only anchored at the start: end each with $.',
        'A POST, PUT, PATCH or DELETE with a session needs the origin in CSRF_TRUSTED_ORIGINS too.',
      ],
      verified: 'real-server',
      version: 'django 3.2, django-cors-headers 3.14',
    };
  },
};

function settings(policy: RenderedPolicy): string[] {
  const { origins, credentials, requestHeaders, responseHeaders, maxAge } = policy;
  const { exact, patterns } = splitOrigins(origins);
  return [
    ...(origins === '*' ? ['CORS_ALLOW_ALL_ORIGINS = True'] : []),
    ...(exact.length > 0 ? [`CORS_ALLOWED_ORIGINS = ${list(exact)}`] : []),
    ...(patterns.length > 0
      ? [`CORS_ALLOWED_ORIGIN_REGEXES = [${patterns.map((pattern) => raw(originRegex(pattern))).join(', ')}]`]
      : []),
    ...(credentials ? ['CORS_ALLOW_CREDENTIALS = True'] : []),
    `CORS_ALLOW_METHODS = ${list(allowedMethods(policy))}`,
    `CORS_ALLOW_HEADERS = ${list(requestHeaders === '*' ? [] : requestHeaders)}`,
    ...(responseHeaders.length > 0 ? [`CORS_EXPOSE_HEADERS = ${list(responseHeaders)}`] : []),
    ...(maxAge === undefined ? [] : [`CORS_PREFLIGHT_MAX_AGE = ${maxAge}`]),
  ];
}
