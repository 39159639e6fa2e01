import {
  CORS_HEADERS,
  type CorsHeader,
  exposeHeaders,
  originHeaders,
  preflightHeaders,
  varyNames,
} from '../cors-headers.js';
import { json } from '../data-text.js';
import { originRegex, splitOrigins } from '../origin-pattern.js';
import { headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const cloudflareRules: Stack = {
  id: 'cloudflare-rules',
  title: 'Cloudflare Transform Rules',
  role: 'platform',
  canProxy: true,
  detect: (exchange) => [
    ...headerMark(exchange, 'server', /^cloudflare$/),
    ...headerMark(exchange, 'cf-ray', /^[0-9a-f]+(-[A-Z]+)?$/),
  ],
  render: (policy) => ({
    files: [
      {
        path: 'cors-rules.json',
        language: 'json',
        where: 'a new file: the rules of the zone’s ruleset for the phase http_response_headers_transform',
        code: json({ rules: rules(policy) }),
      },
    ],
    steps: [
      'Let the origin server respond to OPTIONS with 204: a rule only sets headers. If it can’t, use a Worker: corsmith fix --stack cloudflare-worker.',
      'Add the rules to the existing ones: this request replaces all rules of the phase.',
      'curl -X PUT "https://api.cloudflare.com/client/v4/zones/$ZONE_ID/rulesets/phases/http_response_headers_transform/entrypoint" -H "Authorization: Bearer $API_TOKEN" --json @cors-rules.json',
      'Purge the cache.',
    ],
    pitfalls: [
      'Cloudflare Access responds to preflights itself, before the rules: let it bypass OPTIONS to the origin, or configure CORS there.',
      'Its cache ignores Vary: Origin. The rules also apply to cached responses, so each origin gets its own headers.',
      'Challenges and Cloudflare’s own error pages may lack the headers.',
      ...(splitOrigins(policy.origins).patterns.length > 0
        ? ['Patterns need matches, which the Free and Pro plans lack: list the origins there.']
        : []),
    ],
    verified: 'documented',
  }),
};

type Operation =
  | { readonly operation: 'set' | 'add'; readonly value: string }
  | { readonly operation: 'set'; readonly expression: string }
  | { readonly operation: 'remove' };
type Headers = Readonly<Record<string, Operation>>;

/** First the app's headers are removed, then the allowed ones are set: later rules see the result of earlier ones. */
function rules(policy: RenderedPolicy) {
  const allowed = allowing(policy);
  const preflight =
    'http.request.method eq "OPTIONS" and any(http.request.headers.names[*] eq "access-control-request-method")';
  const vary = varyNames(policy).join(', ');
  return [
    rule('CORS: nothing of the app', 'true', Object.fromEntries(CORS_HEADERS.map((name) => [name, REMOVE]))),
    ...setting('CORS: allowed origins', allowed, originHeaders(policy)),
    ...setting('CORS: exposed headers', `${allowed} and not (${preflight})`, exposeHeaders(policy)),
    ...setting('CORS: preflights', `${allowed} and ${preflight}`, preflightHeaders(policy)),
    ...(vary === '' ? [] : [rule('CORS: Vary', 'true', { Vary: { operation: 'add', value: vary } })]),
  ];
}

const REMOVE: Operation = { operation: 'remove' };

const rule = (description: string, expression: string, headers: Headers) => ({
  description,
  expression,
  action: 'rewrite',
  action_parameters: { headers },
});

function setting(description: string, expression: string, headers: readonly CorsHeader[]) {
  if (headers.length === 0) return [];
  return [
    rule(description, expression, Object.fromEntries(headers.map(({ name, value }) => [name, operation(value)]))),
  ];
}

const operation = (value: CorsHeader['value']): Operation =>
  'text' in value
    ? { operation: 'set', value: value.text }
    : { operation: 'set', expression: `http.request.headers["${value.echo.toLowerCase()}"][0]` };

function allowing({ origins }: RenderedPolicy): string {
  if (origins === '*') return 'true';
  const { exact, patterns } = splitOrigins(origins);
  const origin = 'http.request.headers["origin"][0]';
  return `(${[
    ...(exact.length > 0 ? [`${origin} in {${exact.map((one) => `"${one}"`).join(' ')}}`] : []),
    ...patterns.map((pattern) => `${origin} matches "${originRegex(pattern)}"`),
  ].join(' or ')})`;
}
