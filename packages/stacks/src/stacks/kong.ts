import { allowedMethods, neverEmptyHeaders } from '../cors-headers.js';
import { textList, yaml } from '../data-text.js';
import { originRegex } from '../origin-pattern.js';
import { headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const kong: Stack = {
  id: 'kong',
  title: 'Kong Gateway',
  role: 'proxy',
  detect: (exchange) => [
    ...headerMark(exchange, 'via', /\bkong\b/i),
    ...headerMark(exchange, 'server', /^kong\//i),
    ...headerMark(exchange, 'x-kong-request-id', /^[0-9a-f]{32}$/),
  ],
  limits: {
    name: 'Kong',
    methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'],
  },
  render(policy) {
    return {
      files: [{ path: 'kong.yml', language: 'yaml', where: 'in plugins: of the service', code: plugin(policy) }],
      steps: [
        'Remove every other cors plugin of this service and its routes, and the Access-Control-… headers of the app.',
        'deck gateway sync kong.yml',
      ],
      pitfalls: [
        'A single exact origin is sent to every origin; browsers still block the others.',
        'Origins * with credentials true allows every site: Kong then reflects the origin.',
        'Without headers, Kong allows every header that a preflight requests.',
        'A route whose methods omit OPTIONS never gets the preflight: Kong responds with 404 before the plugin runs.',
      ],
      verified: 'documented',
    };
  },
};

/** Kong treats anything with other characters than letters, digits, dots, colons, slashes and hyphens as a regular expression. */
function plugin(policy: RenderedPolicy): string {
  const { origins, credentials, responseHeaders, maxAge } = policy;
  const headers = neverEmptyHeaders(policy);
  const origin = (text: string) => (/^[A-Za-z0-9.:/-]+$/.test(text) ? text : originRegex(text));
  return yaml(
    '- name: cors',
    '  config:',
    `    origins: ${textList(origins === '*' ? ['*'] : origins.map(origin))}`,
    `    methods: ${textList(allowedMethods(policy))}`,
    headers !== undefined && `    headers: ${textList(headers)}`,
    responseHeaders.length > 0 && `    exposed_headers: ${textList(responseHeaders)}`,
    maxAge !== undefined && `    max_age: ${maxAge}`,
    `    credentials: ${credentials}`,
    '    preflight_continue: false',
  );
}
