import { corsHeadersFunction } from '../fetch-headers.js';
import { headerMark, type Stack } from '../stack.js';

export const netlify: Stack = {
  id: 'netlify',
  title: 'Netlify',
  role: 'platform',
  before: ['aws-api-gateway-rest'],
  place: { kind: 'new-file' },
  detect: (exchange) => [
    ...headerMark(exchange, 'server', /^Netlify$/),
    ...headerMark(exchange, 'x-nf-request-id', /./),
  ],
  render: (policy) => ({
    files: [
      {
        path: 'netlify/edge-functions/cors.ts',
        language: 'ts',
        where: 'a new file',
        code: `import type { Config, Context } from '@netlify/edge-functions';

export const config: Config = { path: '/*' };

export default async function cors(request: Request, context: Context) {
  const headers = corsHeaders(request);
  const isPreflight = request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method');
  if (isPreflight) return new Response(null, { status: 204, headers });
  const upstream = await context.next();
  const response = new Response(upstream.body, upstream);
  for (const [name, value] of headers) response.headers[name === 'vary' ? 'append' : 'set'](name, value);
  return response;
}

${corsHeadersFunction(policy, { type: ': Request' })}`,
      },
    ],
    steps: [
      'Remove the Access-Control-… headers of _headers, netlify.toml and the functions.',
      'netlify deploy --prod',
    ],
    pitfalls: [
      '_headers and netlify.toml apply only to static files, not to functions, and can’t compare the origin.',
      'A site password or visitor access is required for preflights too.',
    ],
    verified: 'documented',
  }),
};
