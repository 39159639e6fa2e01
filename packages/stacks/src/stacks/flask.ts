import { allowedMethods } from '../cors-headers.js';
import { originRegex } from '../origin-pattern.js';
import { list, quoted, raw } from '../python.js';
import { bodyMark, headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const flask: Stack = {
  id: 'flask',
  title: 'Flask',
  role: 'application',
  before: ['django'],
  place: { kind: 'python-app', module: 'flask', maker: 'Flask', at: 'creation' },
  detect: (exchange) => [
    ...headerMark(exchange, 'server', /^Werkzeug\//),
    ...bodyMark(exchange, /<p>The requested URL was not found on the server\. If you entered the URL manually/),
  ],
  limits: { name: 'Flask-CORS', names: /^[^$*^]+$/ },
  render(policy) {
    return {
      files: [
        {
          path: 'app.py',
          language: 'python',
          where: 'right after app = Flask(__name__)',
          code: `from flask import request
from flask_cors import CORS

CORS(
    app,
${settings(policy)
  .map((line) => `    ${line},\n`)
  .join('')})


@app.before_request
def handle_preflight():
    if request.method == 'OPTIONS' and 'Access-Control-Request-Method' in request.headers:
        return '', 204`,
        },
      ],
      steps: [
        'pip install flask-cors',
        'Remove every @cross_origin() and every header with an Access-Control-… name.',
        'Restart the server.',
      ],
      pitfalls: [
        'With supports_credentials and without origins it allows every origin.',
        'CORS() only adds headers. Without handle_preflight, and before every other before_request, authentication and redirects respond to the preflight.',
        'An origin that contains one of *\\[](){}^$? is treated as a regular expression and only anchored at the start.',
        'With one plain origin it sends no Vary: Origin, and a shared cache may serve its response to another origin. Hence the regular expression.',
      ],
      verified: 'real-server',
      version: 'flask 2.2, flask-cors 3.0',
    };
  },
};

function settings(policy: RenderedPolicy): string[] {
  const { origins, credentials, requestHeaders, responseHeaders, maxAge } = policy;
  return [
    `origins=${origins === '*' ? quoted('*') : `[${origins.map(origins.length > 1 ? origin : pattern).join(', ')}]`}`,
    ...(credentials ? ['supports_credentials=True'] : []),
    `methods=${list(allowedMethods(policy))}`,
    ...(requestHeaders === '*' ? [] : [`allow_headers=${list(requestHeaders)}`]),
    ...(responseHeaders.length > 0 ? [`expose_headers=${list(responseHeaders)}`] : []),
    ...(maxAge === undefined ? [] : [`max_age=${maxAge}`]),
  ];
}

/** A pattern, or the brackets of an IPv6 address, which would be treated as one. */
const origin = (text: string): string => (/[*[]/.test(text) ? pattern(text) : quoted(text));

/** Flask-CORS sends Vary: Origin if it has several origins or a regular expression, so a single origin is written as one. */
const pattern = (text: string): string => raw(originRegex(text));
