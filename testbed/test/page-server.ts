import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page that runs a script, and says here what came of it. */
export interface PageServer {
  readonly port: number;
  /** What the script in the page resolved to, or the error, as text; of the next page that says so. */
  next(): Promise<string>;
  close(): void;
}

/** Serves the page of that script; it is the body of an async function. */
export async function servePage(script: string): Promise<PageServer> {
  const waiting: ((text: string) => void)[] = [];
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST') {
      response.setHeader('Content-Type', 'text/html').end(markup(script));
      return;
    }
    const text = await textOf(request);
    response.end();
    waiting.shift()?.(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => server.close().closeAllConnections(),
  };
}

const textOf = async (request: IncomingMessage): Promise<string> =>
  (await request.setEncoding('utf8').toArray()).join('');

const markup = (script: string): string => `<!doctype html><script>
(async () => { ${script} })()
  .catch((error) => String(error))
  .then((said) => fetch('/said', { method: 'POST', body: said }));
</script>`;
