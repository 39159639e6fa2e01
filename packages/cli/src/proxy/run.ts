import { once } from 'node:events';
import type { Server } from 'node:http';
import { openTarget, startProxy } from '@corsmith/proxy';
import { ExitCode, type Invocation } from '../command.js';
import { listenOnLoopback } from '../loopback.js';
import { paint } from '../terminal/paint.js';
import { UsageError } from '../usage-error.js';
import { type ProxyFlags, parseProxyArguments } from './arguments.js';
import { reportOn } from './report.js';
import { startLines } from './screen.js';

/** Runs the proxy until Ctrl-C. */
export async function runProxy(invocation: Invocation<ProxyFlags>): Promise<ExitCode> {
  const { terminal, signal } = invocation;
  const args = parseProxyArguments(invocation);
  const { target: url, certificates, timeoutMs, stack, detail, pages, port, credentials, cookies } = args;
  const observer = reportOn({ target: url.origin, detail, terminal, ...(stack && { stack }) });
  const target = openTarget({ url, certificates, timeoutMs });
  const listen = (server: Server) => listenOnLoopback(server, port);
  const proxy = await startProxy({ target, pages, listen, credentials, cookies, observer });
  try {
    if (isItself(url, proxy.port))
      throw new UsageError([
        { message: `--target '${url.origin}' is this proxy itself.`, hint: 'Pass another --port' },
      ]);
    terminal.print(paint(startLines(args, proxy.port, terminal.width), terminal.colour));
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await proxy.stop();
  }
  await observer.conclude();
  return ExitCode.Allowed;
}

const isItself = ({ hostname, port, protocol }: URL, own: number): boolean =>
  protocol === 'http:' && port === String(own) && /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0)$/.test(hostname);
