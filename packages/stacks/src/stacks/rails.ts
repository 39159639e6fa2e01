import { allowedMethods } from '../cors-headers.js';
import { originRegex, splitOrigins } from '../origin-pattern.js';
import { headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const rails: Stack = {
  id: 'rails',
  title: 'Ruby on Rails',
  role: 'application',
  before: ['laravel'],
  place: { kind: 'new-file' },
  alwaysAllows: ['Content-Type'],
  detect: (exchange) => [
    ...headerMark(exchange, 'x-rack-cors', /^(hit|miss|preflight-hit|preflight-miss)/),
    ...(headerMark(exchange, 'x-request-id', /./).length > 0 ? headerMark(exchange, 'x-runtime', /^\d+\.\d+$/) : []),
  ],
  render: (policy) => ({
    files: [
      {
        path: 'config/initializers/cors.rb',
        language: 'ruby',
        where: 'a new file, or replace its content',
        code: `Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins ${originArguments(policy)}
    resource '*',
      ${settings(policy).join(',\n      ')}
  end
end`,
      },
    ],
    steps: [
      'bundle add rack-cors',
      'Remove every other use of Rack::Cors and every header with an Access-Control-… name.',
      'Restart the server.',
    ],
    pitfalls: [
      'insert_before 0 runs it first: further down, a 401, a redirect or an error page has no headers.',
      'A regular expression must begin with \\A and end with \\z, or it also matches addresses that only contain the origin.',
      'An origin without a scheme matches every scheme.',
    ],
    verified: 'real-server',
    version: 'rails 6.1, rack-cors 1.1, puma 5.6',
  }),
};

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
const list = (values: readonly string[]): string => `[${values.map(quoted).join(', ')}]`;

/** rack-cors compares methods in lower case. */
const symbol = (name: string): string => (/^[a-z]+$/.test(name) ? `:${name}` : `:${quoted(name)}`);

function originArguments({ origins }: RenderedPolicy): string {
  if (origins === '*') return quoted('*');
  const { exact, patterns } = splitOrigins(origins);
  return [...exact.map(origin), ...patterns.map(regex)].join(', ');
}

/** Without http or https it would be treated as a host. */
const origin = (text: string): string => (/^https?:/.test(text) ? quoted(text) : regex(text));

const regex = (pattern: string): string => `%r{${originRegex(pattern).replace(/^\^/, '\\A').replace(/\$$/, '\\z')}}`;

function settings(policy: RenderedPolicy): string[] {
  const { credentials, requestHeaders, responseHeaders, maxAge } = policy;
  const methods = allowedMethods(policy).map((method) => symbol(method.toLowerCase()));
  return [
    `methods: [${methods.join(', ')}]`,
    ...(requestHeaders.length > 0 ? [`headers: ${requestHeaders === '*' ? ':any' : list(requestHeaders)}`] : []),
    ...(responseHeaders.length > 0 ? [`expose: ${list(responseHeaders)}`] : []),
    ...(credentials ? ['credentials: true'] : []),
    ...(maxAge === undefined ? [] : [`max_age: ${maxAge}`]),
  ];
}
