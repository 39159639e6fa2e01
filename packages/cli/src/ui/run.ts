import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { ExitCode, type Invocation } from '../command.js';
import { listenOnLoopback, portOf } from '../loopback.js';
import { paint } from '../terminal/paint.js';
import { UsageError } from '../usage-error.js';
import { createApp } from './app.js';
import { openInBrowser } from './browser.js';
import { readPage } from './page-files.js';
import { createWatching } from './watching.js';

/** The built page next to the command line. */
const PAGE = fileURLToPath(new URL('../page/', import.meta.url));

/** The flags of `ui`. */
interface UiFlags {
  readonly port?: string;
  readonly open?: boolean;
}

/** Serves the page on loopback until Ctrl-C. */
export async function runUi({ options: { port, open }, terminal, signal }: Invocation<UiFlags>): Promise<ExitCode> {
  const requested = portOf(port);
  if (typeof requested !== 'number') throw new UsageError([requested]);
  if (!existsSync(PAGE)) throw new UsageError([{ message: 'The page is not built.', hint: 'Run: npm run build' }]);
  const token = Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64url');
  const watching = createWatching();
  const server = createServer(getRequestListener(createApp(readPage(PAGE), token, watching).fetch));
  const given = await listenOnLoopback(server, requested);
  // In the fragment, which no server and no log sees.
  const link = `http://127.0.0.1:${given}/#token=${token}`;
  terminal.print(paint([['Open ', ['strong', link]], [['dim', 'Press Ctrl-C to stop.']]], terminal.colour));
  if (open) openInBrowser(link);
  if (!signal.aborted) await once(signal, 'abort');
  watching.stop();
  server.closeAllConnections();
  server.close();
  return ExitCode.Allowed;
}
