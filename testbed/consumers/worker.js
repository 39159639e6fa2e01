import { createPolicy } from '@corsmith/server';
import { cors } from '@corsmith/server/fetch';

const policy = createPolicy({
  origins: ['https://app.example.com', 'https://*.example.org'],
  credentials: true,
  methods: ['PUT'],
});

function handler(request, _env, context) {
  const { pathname } = new URL(request.url);
  if (pathname === '/ok') return new Response(`ok ${typeof context.waitUntil}`, { headers: { Vary: 'Accept' } });
  if (pathname === '/moved') return Response.redirect('https://api.example.com/ok', 302);
  if (pathname === '/stream') return new Response(new Blob(['one', 'two']).stream());
  if (pathname === '/throws') throw new Error('on purpose');
  return new Response('not found', { status: 404 });
}

export default { fetch: cors(policy, handler) };
