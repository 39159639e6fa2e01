import type { Diagnosis } from '@corsmith/doctor';
import { neededHeaders } from '@corsmith/stacks';
import { startApp } from './app-process.js';
import { startProxy } from './proxy.js';
import type { Site, SourceFile } from './site.js';

/** The response headers that the proxy passes on before the fix. */
const KNOWN_HEADERS = ['content-type', 'content-length', 'etag'];

const proxyFile = (responseHeaders: readonly string[]): SourceFile => ({
  path: 'proxy.json',
  language: 'json',
  text: `{\n  "responseHeaders": [\n${responseHeaders.map((name) => `    ${JSON.stringify(name)}`).join(',\n')}\n  ]\n}`,
});

/** An API that is right, behind a proxy that is not. The printed header lines join the proxy's list. */
export async function startProxiedSite(code: string, signal: AbortSignal): Promise<Site> {
  const app = await startApp(code, 0, signal);
  let proxy = await startProxy({ upstream: app.port, responseHeaders: KNOWN_HEADERS }, 0);
  const { port } = proxy;
  return {
    origin: `http://127.0.0.1:${port}`,
    direct: `127.0.0.1:${app.port}`,
    file: proxyFile(KNOWN_HEADERS),
    async fix(found) {
      const responseHeaders = [...KNOWN_HEADERS, ...neededNames(found)];
      await proxy.stop();
      proxy = await startProxy({ upstream: app.port, responseHeaders }, port);
      return proxyFile(responseHeaders);
    },
    async close() {
      await Promise.all([proxy.stop(), app.stop()]);
    },
  };
}

/** The names of the header lines that `check` printed. */
function neededNames({ request }: Diagnosis): string[] {
  const { preflight = [], response = [] } = neededHeaders(request) ?? {};
  return [...new Set([...preflight, ...response].map(([name]) => name.toLowerCase()))];
}
