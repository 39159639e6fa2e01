import { createServer } from 'node:http';
import { cors, type LambdaEvent, type LambdaResult } from '../../src/adapters/lambda.js';
import { FOREIGN, listen, MEDDLED, type Start } from './listening.js';

/** A function URL: requests become events of the HTTP API's second version, results become responses. */
export const start: Start = (source, meddling) => {
  const headers = meddling === 'later' ? MEDDLED : {};
  const handler = cors(source, async ({ rawPath }: LambdaEvent) => {
    if (rawPath === '/throws') throw new Error('on purpose');
    if (rawPath === '/foreign') return { statusCode: 200, headers: FOREIGN, body: 'ok' };
    if (rawPath === '/redirect') return { statusCode: 302, headers: { ...headers, location: '/ok' } };
    const statusCode = { '/ok': 200, '/stream': 200, '/upload': 413 }[rawPath ?? ''] ?? 404;
    return { statusCode, headers, body: 'body' };
  });
  return listen(
    createServer(async (request, response) => {
      const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
      const result = (await handler({
        rawPath: pathname,
        rawQueryString: search.slice(1),
        headers: request.headers as Record<string, string>,
        requestContext: { http: { method: request.method ?? 'GET' } },
      })) as LambdaResult;
      response.writeHead(result.statusCode, { ...result.headers }).end(result.body);
    }),
  );
};
