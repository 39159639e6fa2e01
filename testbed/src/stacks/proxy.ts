import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../browsers/free-port.js';
import { serve } from './serve.js';
import type { RunningStack } from './stack-module.js';

export interface ProxyProgram {
  readonly command: string;
  args(port: number): readonly string[];
  /** What it prints once it listens. */
  readonly announces: RegExp;
}

/**
 * Starts the app in `app` and a proxy in front of it, both on free ports of 127.0.0.1. `{PORT}`, `{APP_PORT}` and
 * `{FOLDER}` in the proxy's configuration, which lies in `etc`, are filled in.
 */
export async function startProxy(folder: string, program: ProxyProgram): Promise<RunningStack> {
  const app = await serve(process.execPath, ['app.js'], { folder: path.join(folder, 'app') });
  const appPort = Number(new URL(app.url).port);
  try {
    const proxy = await serveOnFreePort(folder, program, appPort);
    return {
      url: proxy.url,
      behind: { host: '127.0.0.1', port: appPort },
      stop: async () => void (await Promise.all([proxy.stop(), app.stop()])),
    };
  } catch (error) {
    await app.stop();
    throw error;
  }
}

const TRIES = 3;

/**
 * Starts a program whose configuration is in `etc` on a free port. None of these programs picks a free port and prints
 * it, so another program may take the port in the meantime.
 */
export async function serveOnFreePort(folder: string, program: ProxyProgram, appPort?: number): Promise<RunningStack> {
  const { command, args, announces } = program;
  const env = { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const templates = filesIn(path.join(folder, 'etc')).map((file) => [file, readFileSync(file, 'utf8')] as const);
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const values: Readonly<Record<string, unknown>> = { PORT: port, APP_PORT: appPort, FOLDER: folder };
    for (const [file, text] of templates) {
      writeFileSync(
        file,
        text.replace(/\{([A-Z_]+)\}/g, (place, name) => String(values[name] ?? place)),
      );
    }
    try {
      return await serve(command, args(port), { folder, env, announces, port });
    } catch (error) {
      if (tries === TRIES || !/address already in use/i.test(String(error))) throw error;
    }
  }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
