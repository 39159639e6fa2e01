import { createAdaptorServer } from '@hono/node-server';
import { cors } from '../../src/adapters/fetch.js';
import { FOREIGN, listen, type Start } from './listening.js';

export const start: Start = (source) => {
  const handler = (request: Request): Response => {
    switch (new URL(request.url).pathname) {
      case '/ok':
        return new Response('ok');
      case '/throws':
        throw new Error('on purpose');
      case '/stream':
        return new Response(new Blob(['one', 'two']).stream());
      case '/foreign':
        return new Response('ok', { headers: FOREIGN });
      case '/upload':
        return new Response('too large', { status: 413 });
      default:
        return new Response('not found', { status: 404 });
    }
  };
  const onError = () => new Response('broken', { status: 500 });
  return listen(createAdaptorServer({ fetch: cors(source, handler, { onError }) }));
};
