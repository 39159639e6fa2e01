import { PYTHON } from '../python.js';
import { serve } from '../serve.js';
import { at, type Setup, type StackModule, wrong } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const firstMiddleware = at('settings.py', 'first in MIDDLEWARE');
const lastMiddleware = at('settings.py', 'last in MIDDLEWARE');
const apps = at('settings.py', 'in INSTALLED_APPS');
const settings = at('settings.py', 'at the end');
const ownMiddleware = at('middleware.py', 'at the end');
const inView = at('urls.py', 'in the view of /users');

const cors = (place: typeof firstMiddleware, ...lines: readonly string[]): Setup => [
  apps("'corsheaders',"),
  place("'corsheaders.middleware.CorsMiddleware',"),
  settings(["CORS_ALLOWED_ORIGINS = ['{ORIGIN}']", ...lines].join('\n')),
];
const allow = (value: string) => inView(`response['Access-Control-Allow-Origin'] = '${value}'`);
/** A middleware that handles OPTIONS, and adds headers under a condition. */
const byHand = (condition: string, line: string): Setup => [
  firstMiddleware("'middleware.Allow',"),
  ownMiddleware(`from django.http import HttpResponse


class Allow:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = HttpResponse(status=204) if request.method == 'OPTIONS' else self.get_response(request)
        ${condition}
            ${line}
        response['Access-Control-Allow-Methods'] = 'PUT'
        response['Access-Control-Allow-Headers'] = 'Content-Type'
        return response`),
];

export const django: StackModule = {
  id: 'django',
  role: 'application',
  before: ['rails'],
  needs: ['django'],
  marks: 'on-errors',
  covered: { missing: true, thrown: true },
  version: () =>
    debianVersions({
      django: 'python3-django',
      'django-cors-headers': 'python3-django-cors-headers',
      gunicorn: 'gunicorn',
    }),
  start: (folder) =>
    serve(PYTHON, ['-m', 'gunicorn', '--bind', '127.0.0.1:0', '--worker-tmp-dir', '/dev/shm', 'wsgi:application'], {
      folder,
      env: { PYTHONDONTWRITEBYTECODE: '1' },
    }),
  broken: [
    wrong('no-allow-origin', 'corsheaders is not there'),
    wrong('origin-mismatch', 'a slash at the end of the origin, by hand', allow('{ORIGIN}/')),
    wrong('invalid-allow-origin', 'a pattern by hand', allow('http://*.example.com')),
    wrong('multiple-origins-in-header', 'two origins by hand', allow('{ORIGIN} https://admin.example.com')),
    wrong(
      'wildcard-with-credentials',
      'CORS_ALLOW_ALL_ORIGINS, for a page with cookies',
      ...cors(firstMiddleware, 'CORS_ALLOW_ALL_ORIGINS = True'),
    ),
    wrong('credentials-not-allowed', 'CORS_ALLOW_CREDENTIALS left out', ...cors(firstMiddleware)),
    wrong('preflight-not-handled', 'the header set by hand in the view', allow('{ORIGIN}')),
    wrong('preflight-needs-auth', 'authentication above CorsMiddleware', ...cors(lastMiddleware)),
    wrong(
      'preflight-redirected',
      'a middleware that sets the header by hand',
      lastMiddleware("'middleware.Allow',"),
      ownMiddleware(`class Allow:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response['Access-Control-Allow-Origin'] = '{ORIGIN}'
        return response`),
    ),
    wrong(
      'method-not-allowed',
      'CORS_ALLOW_METHODS without PUT',
      ...cors(firstMiddleware, "CORS_ALLOW_METHODS = ['GET', 'POST']"),
    ),
    wrong('header-not-allowed', 'CORS_ALLOW_HEADERS left to the default', ...cors(firstMiddleware)),
    wrong(
      'malformed-allow-list',
      'methods in one string of the list',
      ...cors(firstMiddleware, "CORS_ALLOW_METHODS = ['GET PUT']"),
    ),
    wrong(
      'origin-not-allowed',
      'https in the list, and a page on http',
      apps("'corsheaders',"),
      firstMiddleware("'corsheaders.middleware.CorsMiddleware',"),
      settings("CORS_ALLOWED_ORIGINS = ['https://{HOST}']"),
    ),
    wrong('response-without-headers-on-error', 'the header set by hand in the view', allow('{ORIGIN}')),
    wrong('response-redirected', 'the header set by hand in the view', allow('{ORIGIN}')),
    wrong(
      'headers-only-on-preflight',
      'a middleware for OPTIONS alone',
      ...byHand("if request.method == 'OPTIONS':", "response['Access-Control-Allow-Origin'] = '{ORIGIN}'"),
    ),
    wrong(
      'headers-only-on-response',
      'a middleware that leaves OPTIONS without the origin',
      ...byHand("if request.method != 'OPTIONS':", "response['Access-Control-Allow-Origin'] = '{ORIGIN}'"),
    ),
    wrong('header-not-exposed', 'CORS_EXPOSE_HEADERS left out', ...cors(firstMiddleware)),
  ],
};
