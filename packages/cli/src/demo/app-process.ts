import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expressFolder } from './express-folder.js';

/** A real Express API in a process of its own. */
export interface AppProcess {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Runs app.js with that code for CORS, on `port` or, where it is 0, on a free one. The process ends with this one,
 * however that ends.
 * @throws Error with what the app said, where it does not come to listen.
 */
export async function startApp(corsCode: string, port: number, signal: AbortSignal): Promise<AppProcess> {
  signal.throwIfAborted();
  const cwd = await expressFolder({ signal });
  const app = spawn(process.execPath, ['--input-type=module', '--eval', appSource(corsCode, port)], {
    // Its imports are resolved as those of a file in this folder.
    cwd,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const abort = () => app.kill();
  signal.addEventListener('abort', abort, { once: true });
  const ended = once(app, 'close').finally(() => signal.removeEventListener('abort', abort));
  return {
    port: await listening(app, ended, signal),
    async stop() {
      app.kill();
      await ended;
    },
  };
}

/** The port that it says it listens on. */
async function listening(app: ChildProcess, ended: Promise<unknown>, signal: AbortSignal): Promise<number> {
  let complaint = '';
  app.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const said = once(app, 'message');
  const [port] = await Promise.race([said, ended.then(() => [undefined])]);
  signal.throwIfAborted();
  if (typeof port === 'number') return port;
  throw new Error(`app.js ended before it listened:\n${complaint}`);
}

const appSource = (corsCode: string, port: number): string => `
import express from 'express';

const app = express();

${corsCode}

const send = (request, response) => response.json([{ id: 7, name: 'Ada' }]);
app.get('/users', send);
app.route('/users/7').get(send).put(send).patch(send);

process.once('disconnect', () => process.exit());
const server = app.listen(${port}, '127.0.0.1', (error) => {
  if (error) throw error;
  process.send(server.address().port);
});
`;
