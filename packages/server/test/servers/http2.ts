import { createServer } from 'node:http2';
import { cors } from '../../src/adapters/node.js';
import { FOREIGN, listen, meddle, type Start } from './listening.js';

/** HTTP/2 without TLS. */
export const startHttp2: Start = (source, meddling) => {
  const policy = cors(source);
  return listen(
    createServer((request, response) => {
      if (meddling === 'earlier') meddle(response);
      policy(request, response, () => {
        if (meddling === 'later') meddle(response);
        const { url } = request;
        if (url.startsWith('/foreign')) response.writeHead(200, FOREIGN);
        else if (url === '/redirect') response.writeHead(302, { location: '/ok' });
        else response.statusCode = { '/ok': 200, '/stream': 200, '/throws': 500, '/upload': 413 }[url] ?? 404;
        if (url === '/stream') response.write('one');
        response.end('body');
      });
    }),
  );
};
