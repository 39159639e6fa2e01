import type { RawRequest } from '../servers/request-parser.js';
import type { ScriptedResponse } from '../servers/scripted-response.js';
import type { World } from '../servers/world.js';
import type { PageCase, StepObservation } from './browser.js';
import { type Job, type JobResult, runPage, type TimedResult } from './page.js';
import { type ConsoleLine, transcript } from './transcript.js';

/** The desk where a browser's page fetches its cases and hands in what it saw. */
export interface Desk {
  /** The page to open. */
  readonly url: string;
  run(pageCase: PageCase): Promise<readonly StepObservation[]>;
  /** Takes what the engine printed, in order. */
  print(line: ConsoleLine): void;
  /** Rejects all that waits, now and from now on. */
  fail(error: Error): void;
}

export interface DeskOptions {
  readonly engine: string;
  /** The source text of the page's function `(name) => void` (or a promise) that prints a mark to the console. */
  readonly mark: string;
  /** Runs after each batch with its last mark, to read the console of an engine that does not stream it. */
  readonly afterBatch?: (lastMark: string) => Promise<void>;
}

interface Waiting extends Job {
  readonly resolve: (results: readonly TimedResult[]) => void;
  readonly reject: (error: Error) => void;
}

const BATCH = 32;
/** A batch's limit is the steps' own, which the page enforces, and this much for the browser itself. */
const BATCH_LIMIT_MS = 60_000;

let desks = 0;

export function openDesk(world: World, options: DeskOptions): Desk {
  const prefix = `/desk/${++desks}/`;
  const queue: Waiting[] = [];
  const handedOut = new Map<string, Waiting>();
  const console = transcript();
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  let watchdog: NodeJS.Timeout | undefined;
  let count = 0;

  const fail = (error: Error) => {
    clearTimeout(watchdog);
    failure ??= error;
    for (const { reject } of [...queue.splice(0), ...handedOut.values()]) reject(failure);
    handedOut.clear();
    console.fail(failure);
  };

  const next = async (): Promise<ScriptedResponse | Buffer> => {
    if (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    const batch = queue.splice(0, BATCH);
    for (const job of batch) handedOut.set(job.key, job);
    watchdog = setTimeout(
      () => fail(new Error(`${options.engine} gave no response in ${BATCH_LIMIT_MS / 1000} s`)),
      BATCH_LIMIT_MS,
    );
    return page('application/json', JSON.stringify(batch.map(({ key, pageCase }) => ({ key, pageCase }))));
  };

  const done = async (request: RawRequest): Promise<ScriptedResponse | Buffer> => {
    clearTimeout(watchdog);
    const batch: readonly JobResult[] = JSON.parse(request.body.toString());
    const last = batch.at(-1);
    if (last) await options.afterBatch?.(`${last.key}.${last.results.length - 1}`);
    for (const { key, results } of batch) {
      handedOut.get(key)?.resolve(results);
      handedOut.delete(key);
    }
    return page('application/json', '{}');
  };

  const script = `<script>(${runPage})(${options.mark})</script>`;
  world.route(prefix, async (request) => {
    if (request.target === `${prefix}next`) return next();
    if (request.target === `${prefix}done`) return done(request);
    return page('text/html', `<!doctype html><title>page</title><link rel="icon" href="data:,"><body>${script}`);
  });

  return {
    url: `${world.origins.app}${prefix}`,
    print: (line) => console.print(line),
    fail,
    async run(pageCase) {
      if (failure) throw failure;
      const key = String(++count);
      const results = await new Promise<readonly TimedResult[]>((resolve, reject) => {
        queue.push({ key, pageCase, resolve, reject });
        // Cases queued in the same turn go out together.
        setImmediate(() => wake?.());
      });
      return Promise.all(
        results.map(async (result, index) => ({ ...result, messages: await console.upTo(`${key}.${index}`) })),
      );
    },
  };
}

function page(type: string, text: string): Buffer {
  const body = Buffer.from(text);
  const head = `HTTP/1.1 200 OK\r\nContent-Type: ${type};charset=utf-8\r\nCache-Control: no-store\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}
