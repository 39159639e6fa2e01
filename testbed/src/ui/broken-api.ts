import { once } from 'node:events';
import { type IncomingMessage, type RequestListener, request } from 'node:http';

/** The page's origin in these tests. */
export const APP = 'http://localhost:5173';

/** A slash too many, a method and a header too few. */
export const broken: RequestListener = ({ method }, response) => {
  response.writeHead(method === 'OPTIONS' ? 204 : 200, {
    'Access-Control-Allow-Origin': method === 'OPTIONS' ? `${APP}/` : APP,
    'X-Powered-By': 'Express',
  });
  response.end();
};

/** What a real server responds, as header lines. */
export async function responseOf(
  url: string,
  method: string,
): Promise<{ status: number; lines: readonly [string, string][] }> {
  const [response] = (await once(request(url, { method, headers: { origin: APP } }).end(), 'response')) as [
    IncomingMessage,
  ];
  response.resume();
  const { rawHeaders } = response;
  const lines = rawHeaders.flatMap((name, i): [string, string][] => (i % 2 === 0 ? [[name, rawHeaders[i + 1]!]] : []));
  return { status: response.statusCode!, lines };
}
