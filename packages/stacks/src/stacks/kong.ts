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
        'A single origin that is no pattern is sent to everyone; other origins are still refused by the browser.',
        'Origins * with credentials true let in every site: Kong then sends back whatever origin asks.',
        'Without headers Kong allows whatever names a preflight asks for.',
        'A route whose methods leave OPTIONS out never gets the preflight: Kong answers 404 before the plugin runs.',
      ],
      verified: 'documented',
    };
  },
};

/** Kong takes what is more than letters, digits, dots, colons, slashes and hyphens for a regular expression. */
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
