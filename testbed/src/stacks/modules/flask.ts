import { PYTHON } from '../python.js';
import { serve } from '../serve.js';
import { at, type StackModule, wrong } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const afterApp = at('app.py', 'right after app = Flask(__name__)');
const inHandler = at('app.py', 'in the handler of /users');

const cors = (settings: string) => afterApp(`from flask_cors import CORS\n\nCORS(app, ${settings})`);
const onOptions = (origin: string) =>
  afterApp(`@app.before_request
def preflight():
    if request.method == 'OPTIONS':
        names = {${origin}'Access-Control-Allow-Methods': 'PUT', 'Access-Control-Allow-Headers': 'Content-Type'}
        return Response(status=204, headers=names)`);
const allow = (value: string) => inHandler(`response.headers['Access-Control-Allow-Origin'] = '${value}'`);

export const flask: StackModule = {
  id: 'flask',
  role: 'application',
  before: ['django'],
  needs: ['flask'],
  marks: 'always',
  covered: { missing: true, thrown: true },
  version: () => debianVersions({ flask: 'python3-flask', 'flask-cors': 'python3-flask-cors' }),
  start: (folder) => serve(PYTHON, ['app.py'], { folder, env: { PYTHONDONTWRITEBYTECODE: '1' } }),
  broken: [
    wrong('no-allow-origin', 'CORS(app) is never called'),
    wrong('origin-mismatch', 'a slash at the end of the origin, by hand', allow('{ORIGIN}/')),
    wrong('invalid-allow-origin', 'a pattern by hand', allow('http://*.example.com')),
    wrong('multiple-origins-in-header', 'two origins by hand', allow('{ORIGIN}, https://admin.example.com')),
    wrong(
      'duplicate-allow-origin',
      'a header of the handler, and one that is added after each request',
      allow('{ORIGIN}'),
      afterApp(`@app.after_request
def allow(response):
    response.headers.add('Access-Control-Allow-Origin', '{ORIGIN}')
    return response`),
    ),
    wrong('wildcard-with-credentials', 'send_wildcard, for a page with cookies', cors('send_wildcard=True')),
    wrong('credentials-not-allowed', 'supports_credentials left out', cors("origins=['{ORIGIN}']")),
    wrong('preflight-not-handled', 'the header set by hand in the handler', allow('{ORIGIN}')),
    wrong('preflight-needs-auth', 'OPTIONS requires authentication too', cors("origins=['{ORIGIN}']")),
    wrong('preflight-redirected', 'a redirect of every method', cors("origins=['{ORIGIN}']")),
    wrong('method-not-allowed', 'methods without PUT', cors("origins=['{ORIGIN}'], methods=['GET', 'POST']")),
    wrong(
      'header-not-allowed',
      'allow_headers without the page’s',
      cors("origins=['{ORIGIN}'], allow_headers=['Content-Type']"),
    ),
    wrong('origin-not-allowed', 'https in the list, and a page on http', cors("origins=['https://{HOST}']")),
    wrong('response-without-headers-on-error', 'the header set by hand in the handler', allow('{ORIGIN}')),
    wrong('response-redirected', 'the header set by hand in the handler', allow('{ORIGIN}')),
    wrong(
      'headers-only-on-preflight',
      'a function for OPTIONS alone',
      onOptions("'Access-Control-Allow-Origin': '{ORIGIN}', "),
    ),
    wrong('headers-only-on-response', 'OPTIONS handled by hand, without the origin', onOptions(''), allow('{ORIGIN}')),
    wrong('header-not-exposed', 'expose_headers left out', cors("origins=['{ORIGIN}']")),
  ],
};
