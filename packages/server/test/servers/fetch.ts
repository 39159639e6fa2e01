import { createAdaptorServer } from '@hono/node-server';
import { cors } from '../../src/adapters/fetch.js';
import { FOREIGN, listen, MEDDLED, type Start } from './listening.js';

export const start: Start = (source, meddling) => {
  // What stands around the policy has the last word, so only what stands within it is here.
  const headers = meddling === 'later' ? MEDDLED : {};
  const handler = (request: Request): Response => {
    switch (new URL(request.url).pathname) {
      case '/ok':
        return new Response('ok', { headers });
      case '/throws':
        throw new Error('on purpose');
      case '/stream':
        return new Response(new Blob(['one', 'two']).stream(), { headers });
      case '/redirect':
        return new Response(null, { status: 302, headers: { ...headers, location: '/ok' } });
      case '/foreign':
        return new Response('ok', { headers: FOREIGN });
      case '/upload':
        return new Response('too large', { status: 413, headers });
      default:
        return new Response('not found', { status: 404, headers });
    }
  };
  const onError = () => new Response('broken', { status: 500, headers });
  return listen(createAdaptorServer({ fetch: cors(source, handler, { onError }) }));
};
