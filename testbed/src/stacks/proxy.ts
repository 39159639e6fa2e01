import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../browsers/free-port.js';
import { serve } from './serve.js';
import type { RunningStack } from './stack-module.js';

export interface ProxyProgram {
  readonly command: string;
  args(folder: string, port: number): readonly string[];
  /** What it prints once it listens. */
  readonly announces: RegExp;
}

/**
 * Starts the app in `app` and a proxy in front of it, both on free ports of 127.0.0.1. `{PORT}`, `{APP_PORT}` and
 * `{FOLDER}` in its configuration, which lies in `etc`, are filled in.
 */
export async function startProxy(folder: string, program: ProxyProgram): Promise<RunningStack> {
  const app = await serve(process.execPath, ['app.js'], { folder: path.join(folder, 'app') });
  const appPort = Number(new URL(app.url).port);
  try {
    fill(path.join(folder, 'etc'), { APP_PORT: appPort, FOLDER: folder });
    const proxy = await serveOnFreePort(folder, program);
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

/** These programs can't take whatever port is free, and a connection may take it in between. */
async function serveOnFreePort(folder: string, { command, args, announces }: ProxyProgram): Promise<RunningStack> {
  const env = { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const template = path.join(folder, 'etc');
  const filled = path.join(folder, 'filled', 'etc');
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    try {
      return await serve(command, args(folder, port), { folder, env, announces, port });
    } catch (error) {
      if (tries === TRIES || !/address already in use/i.test(String(error))) throw error;
    }
  }
}

function fill(folder: string, values: Readonly<Record<string, string | number>>): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const text = readFileSync(file, 'utf8').replace(/\{([A-Z_]+)\}/g, (whole, name) => String(values[name] ?? whole));
    writeFileSync(file, text);
  }
}
