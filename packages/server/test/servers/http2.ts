import { createServer } from 'node:http2';
import { cors } from '../../src/adapters/node.js';
import type { PolicySource } from '../../src/index.js';
import { FOREIGN, type Listening, listen } from './listening.js';

/** HTTP/2 without TLS; any path but /foreign is a 404. */
export function startHttp2(source: PolicySource): Promise<Listening> {
  const policy = cors(source);
  return listen(
    createServer((request, response) =>
      policy(request, response, () => {
        if (request.url === '/foreign') response.writeHead(200, FOREIGN);
        else response.statusCode = 404;
        response.end('body');
      }),
    ),
  );
}
