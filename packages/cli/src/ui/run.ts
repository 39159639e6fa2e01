import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { ExitCode, type Invocation } from '../command.js';
import { paint } from '../terminal/paint.js';
import { UsageError } from '../usage-error.js';
import { createApp } from './app.js';
import { openInBrowser } from './browser.js';
import { readPage } from './page-files.js';

/** The page, as it is built beside the command line. */
const PAGE = fileURLToPath(new URL('../page/', import.meta.url));

/** The flags of `ui`, as they were written. */
interface UiFlags {
  readonly port?: string;
  readonly open?: boolean;
}

/** Serves the page on loopback until Ctrl-C. */
export async function runUi({ options, terminal, signal }: Invocation): Promise<ExitCode> {
  const { port, open } = options as UiFlags;
  const wanted = portOf(port);
  if (!existsSync(PAGE)) throw new UsageError([{ message: 'The page is not built.', hint: 'Run: npm run build' }]);
  const server = await serve(wanted);
  const { port: given } = server.address() as AddressInfo;
  // Behind #, where no server and no log sees it.
  const link = `http://127.0.0.1:${given}/#token=${server.token}`;
  terminal.print(paint([['The page is at ', ['strong', link]], [['dim', 'Ctrl-C ends it.']]], terminal.colour));
  if (open) openInBrowser(link);
  if (!signal.aborted) await once(signal, 'abort');
  server.closeAllConnections();
  server.close();
  return ExitCode.Allowed;
}

async function serve(port: number): Promise<Server & { readonly token: string }> {
  const token = Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64url');
  const hosts: string[] = [];
  const app = createApp(readPage(PAGE), { hosts, token });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new UsageError([
      { message: `--port ${port}: ${(error as Error).message}`, hint: 'Leave --port out for a free one' },
    ]);
  }
  const { port: given } = server.address() as AddressInfo;
  hosts.push(`127.0.0.1:${given}`, `localhost:${given}`);
  return Object.assign(server, { token });
}

function portOf(text = '0'): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError([{ message: `--port '${text}' is not a port.`, hint: 'Write a number from 1 to 65535' }]);
}
