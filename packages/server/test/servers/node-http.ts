import { createServer } from 'node:http';
import { cors } from '../../src/adapters/node.js';
import { FOREIGN, listen, meddle, type Start } from './listening.js';

export const start: Start = (source, meddling) => {
  const policy = cors(source);
  return listen(
    createServer((request, response) => {
      if (meddling === 'earlier') meddle(response);
      policy(request, response, async () => {
        if (meddling === 'later') meddle(response);
        try {
          if (request.url === '/ok') response.end('ok');
          else if (request.url === '/throws') throw new Error('on purpose');
          else if (request.url === '/stream') {
            response.write('one');
            setImmediate(() => response.end('two'));
          } else if (request.url === '/redirect') response.writeHead(302, { Location: '/ok' }).end();
          else if (request.url?.startsWith('/foreign')) response.writeHead(200, 'Fine', FOREIGN).end('ok');
          else if (request.url === '/upload') response.writeHead(413, { Connection: 'close' }).end();
          else response.writeHead(404).end();
        } catch {
          response.writeHead(500, ['Content-Type', 'text/plain']).end('broken');
        }
      });
    }),
  );
};
