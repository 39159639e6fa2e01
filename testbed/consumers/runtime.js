/* Prints `port N` once it listens, in Bun and in Deno. */
import { createPolicy } from '@corsmith/server';
import { cors } from '@corsmith/server/fetch';

const policy = createPolicy({ origins: ['https://*.example.org'], credentials: true, methods: ['PUT'] });

function handler(request) {
  const { pathname } = new URL(request.url);
  if (pathname === '/ok') return new Response('ok', { headers: { Vary: 'Accept' } });
  if (pathname === '/moved') return Response.redirect('https://api.example.com/ok', 302);
  if (pathname === '/stream') return new Response(new Blob(['one', 'two']).stream());
  if (pathname === '/throws') throw new Error('on purpose');
  return new Response('not found', { status: 404 });
}

const options = { port: 0, hostname: '127.0.0.1' };
const started = ({ port }) => console.log(`port ${port}`);
if ('Deno' in globalThis) Deno.serve({ ...options, onListen: started }, cors(policy, handler));
else started(Bun.serve({ ...options, fetch: cors(policy, handler) }));
