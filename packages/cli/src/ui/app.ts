import type { Diagnosis, ProbedExchange } from '@corsmith/doctor';
import type { HeaderList } from '@corsmith/protocol';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamText } from 'hono/streaming';
import { parseArguments } from '../check/arguments.js';
import { checked } from '../check/run.js';
import { curlCommand } from '../terminal/curl.js';
import { shellCommand } from '../terminal/shell.js';
import { UsageError } from '../usage-error.js';
import { type CheckOrder, readOrder } from './check-order.js';
import { type Own, refusalOf } from './guard.js';
import type { PageFile } from './page-files.js';

/** In bytes. A check's body is typed by hand or pasted. */
const BODY_LIMIT = 1024 * 1024;

/** The page's own policy, said again where nothing of the page can weaken it. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** The page and what it can ask for. Every request passes the guard first. */
export function createApp(files: ReadonlyMap<string, PageFile>, own: Own): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    const refusal = refusalOf({ path: c.req.path, header: (name) => c.req.header(name) }, own);
    if (refusal !== undefined) c.res = c.json({ error: refusal }, 403);
    else await next();
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  });
  app.post(
    '/api/check',
    bodyLimit({ maxSize: BODY_LIMIT, onError: (c) => c.json({ error: 'More than 1 MB.' }, 413) }),
    async (c) => {
      const order = readOrder(await c.req.json().catch(() => undefined));
      if (!order) return c.json({ error: 'This is no check to run.' }, 400);
      const args = await argumentsOf(order);
      if ('problems' in args) return c.json({ problems: args.problems }, 400);
      return streamText(c, async (stream) => {
        const giveUp = new AbortController();
        stream.onAbort(() => giveUp.abort());
        // A line each: exchanges as they are answered, then all that was found.
        const tell = (line: CheckNews) => stream.writeln(JSON.stringify(line));
        const diagnosis = await checked(args, giveUp.signal, (exchange) => void tell({ exchange }));
        await tell({ diagnosis, commands: diagnosis.exchanges.map((one) => curlText(one, args.request.headers)) });
      });
    },
  );
  app.get('*', (c) => {
    const file = files.get(c.req.path);
    return file
      ? c.body(file.content, 200, { 'content-type': file.type })
      : c.json({ error: 'There is no such file.' }, 404);
  });
  app.notFound((c) => c.json({ error: 'There is no such thing to ask for.' }, 404));
  return app;
}

/** A line of the answer to a check. */
type CheckNews =
  | { readonly exchange: ProbedExchange }
  | {
      readonly diagnosis: Diagnosis;
      /** For each exchange, what sends the same in a shell. */
      readonly commands: readonly string[];
    };

/** In columns: longer commands are broken into lines. */
const COMMAND_WIDTH = 76;

const curlText = (exchange: ProbedExchange, pageHeaders: HeaderList = []): string =>
  shellCommand(curlCommand(exchange, pageHeaders), COMMAND_WIDTH).join('\n');

async function argumentsOf({ url, options }: CheckOrder) {
  try {
    return await parseArguments({ arguments: [url], options });
  } catch (error) {
    if (error instanceof UsageError) return { problems: error.problems };
    throw error;
  }
}
