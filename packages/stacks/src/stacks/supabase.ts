import { corsHeadersFunction } from '../fetch-headers.js';
import { headerMark, hostMark, type RenderedPolicy, type Stack } from '../stack.js';

export const supabase: Stack = {
  id: 'supabase',
  title: 'Supabase Edge Functions',
  role: 'platform',
  before: ['firebase'],
  detect: (exchange) => [
    ...hostMark(exchange, /\.supabase\.(co|in)$/),
    ...headerMark(exchange, 'sb-request-id', /./),
    ...headerMark(exchange, 'sb-gateway-version', /./),
  ],
  render: (policy) => ({
    files: [
      {
        path: 'supabase/functions/_shared/cors.ts',
        language: 'ts',
        where: 'a new file',
        code: `${WITH_CORS}\n\n${corsHeadersFunction(withClient(policy), { type: ': Request' })}`,
      },
      {
        path: 'supabase/functions/NAME/index.ts',
        language: 'ts',
        where: 'around the handler that Deno.serve() gets',
        code: "import { withCors } from '../_shared/cors.ts';\n\nDeno.serve(withCors(handler));",
      },
    ],
    steps: [
      'Remove every other Access-Control-… header of the function, and what responds to OPTIONS.',
      'supabase functions deploy NAME',
    ],
    pitfalls: [
      'supabase-js sends authorization, x-client-info, apikey and content-type with every call: the list contains them.',
      'With verify_jwt, the gateway rejects a missing or invalid token before the function runs, without these headers.',
      'The REST, Auth and Storage APIs set CORS themselves; only Edge Functions are yours.',
    ],
    verified: 'documented',
  }),
};

/** Also if the handler throws, so that the page sees a 500 instead of a CORS error. */
const WITH_CORS = `type Handler = (request: Request) => Response | Promise<Response>;

export const withCors = (handler: Handler) => async (request: Request): Promise<Response> => {
  const headers = corsHeaders(request);
  const isPreflight = request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method');
  if (isPreflight) return new Response(null, { status: 204, headers });
  const upstream = await Promise.resolve(request).then(handler).catch((error) => {
    console.error(error);
    return new Response('Internal Server Error', { status: 500 });
  });
  const response = new Response(upstream.body, upstream);
  for (const [name, value] of headers) response.headers[name === 'vary' ? 'append' : 'set'](name, value);
  return response;
};`;

const OF_THE_CLIENT = ['authorization', 'x-client-info', 'apikey', 'content-type'];

function withClient(policy: RenderedPolicy): RenderedPolicy {
  const { requestHeaders } = policy;
  if (requestHeaders === '*') return policy;
  const named = new Set(requestHeaders.map((name) => name.toLowerCase()));
  return { ...policy, requestHeaders: [...requestHeaders, ...OF_THE_CLIENT.filter((name) => !named.has(name))] };
}
