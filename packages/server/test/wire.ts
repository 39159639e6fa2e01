import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:http2';

export interface Wire {
  readonly status: number;
  /** As on the wire, names in lower case. */
  readonly lines: ReadonlyArray<readonly [name: string, value: string]>;
  readonly body: string;
}

interface Options {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request over a real socket, and every header line of its response. */
export function send(port: number, { path = '/ok', method = 'GET', headers = {}, body }: Options): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const raw = response.rawHeaders;
        const lines = raw.flatMap((name, index) =>
          index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1] ?? ''] as const] : [],
        );
        resolve({ status: response.statusCode ?? 0, lines, body: Buffer.concat(chunks).toString() });
      });
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The same over HTTP/2. */
export async function sendHttp2(
  port: number,
  { path = '/ok', method = 'GET', headers = {}, body }: Options,
): Promise<Wire> {
  const session = connect(`http://127.0.0.1:${port}`);
  try {
    const stream = session.request({ ':path': path, ':method': method, ...headers });
    stream.end(body);
    const [fields, , raw] = (await once(stream, 'response')) as [Record<string, number>, number, string[]];
    const lines = raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));
    const chunks: Buffer[] = await stream.toArray();
    return { status: fields[':status'] ?? 0, lines, body: Buffer.concat(chunks).toString() };
  } finally {
    session.close();
  }
}

/** The values of all lines of that name. */
export const values = ({ lines }: Wire, name: string): string[] =>
  lines.filter(([other]) => other === name).map(([, value]) => value);

/** The names in all Vary lines, in lower case. */
export const varies = (wire: Wire): string[] =>
  values(wire, 'vary').flatMap((value) => value.split(',').map((name) => name.trim().toLowerCase()));
