import { corsHeadersFunction } from '../fetch-headers.js';
import type { Stack } from '../stack.js';

export const cloudflareWorker: Stack = {
  id: 'cloudflare-worker',
  title: 'Cloudflare Worker',
  role: 'application',
  detect: ({ request, response }) => {
    const { hostname } = new URL(request.url);
    return response && hostname.endsWith('.workers.dev') ? [`host ${hostname}`] : [];
  },
  render: (policy) => ({
    files: [
      {
        path: 'src/index.js',
        language: 'js',
        where: 'instead of export default worker; const worker = { fetch, … } is the previous export',
        code: `export default {
  ...worker,
  async fetch(request, env, ctx) {
    const headers = corsHeaders(request);
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
    const upstream = await worker.fetch(request, env, ctx).catch((error) => {
      console.error(error);
      return new Response('Internal Server Error', { status: 500 });
    });
    const response = new Response(upstream.body, upstream);
    for (const [name, value] of headers) response.headers.set(name, value);
    return response;
  },
};

${corsHeadersFunction(policy, { type: '' })}`,
      },
    ],
    steps: [
      'Remove every other header with an Access-Control-… name, and what responds to OPTIONS.',
      'npx wrangler deploy',
      'Purge its cached responses, if there are any.',
    ],
    pitfalls: [
      "An exception that the Worker lets out becomes Cloudflare's own error page, without the headers; so does a Worker over its limits.",
      'Cloudflare Access in front of it responds to the preflight itself: let it forward OPTIONS, or configure CORS there.',
      'Transform Rules that set the same headers overwrite these.',
    ],
    verified: 'real-server',
    version: 'workerd 2026-11-17',
  }),
};
