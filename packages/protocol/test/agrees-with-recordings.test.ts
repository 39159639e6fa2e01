import { describe, expect, test } from 'vitest';
import { byteLowercase, type HeaderList, type Outcome, PreflightCache, simulate } from '../src/index.js';
import { type Case, cases, pageRequest, type Run, recording, scriptedSend } from './recordings.js';

/** The headers whose bytes CORS or the page decides; the rest is the engine's own (User-Agent, Accept-Language…). */
const COMPARED =
  /^(origin|access-control-|content-type|x-|authorization|range$|if-none-match|cache-control|dpr|save-data)/i;

/** An engine repeats a request whose connection was closed, as often as it likes: once is what counts. */
const wire = (sent: Run['sent'], dropped: boolean) => {
  const lines = sent.map(({ server, leg, method, headers }) => [server, leg, method, comparable(headers)]);
  return dropped ? lines.slice(0, 1) : lines;
};
const comparable = (headers: HeaderList) =>
  headers
    .filter(([name]) => COMPARED.test(name))
    .map(([name, value]) => `${byteLowercase(name)}: ${value.trim()}`)
    .sort();

/** Lines of the network log, which come with any failed load and are not about CORS. */
const ofTheNetworkLog = (message: string) => message.startsWith('Failed to load resource:');

const isDropped = (scripted: Case) => scripted.response?.drop === true || scripted.preflight?.drop === true;

function recorded(run: Run, dropped: boolean) {
  const { result } = run;
  return {
    page: result.outcome === 'ok' ? { status: result.status, headers: result.headers } : 'error',
    wire: wire(run.sent, dropped),
    messages: run.messages.filter((message) => !ofTheNetworkLog(message)).map((m) => m.replaceAll('{ID}', 'ID')),
  };
}

function simulated(outcome: Outcome, sent: Run['sent'], dropped: boolean) {
  return {
    page: outcome.response ? { status: outcome.response.status, headers: outcome.response.headers } : 'error',
    wire: wire(sent, dropped),
    messages: outcome.messages,
  };
}

async function run(engine: 'chromium' | 'firefox' | 'webkit', scripted: Case) {
  const cache = new PreflightCache();
  const results = [];
  for (const request of [scripted.request, ...(scripted.then ?? [])]) {
    const sent: Run['sent'][number][] = [];
    const outcome = await simulate(pageRequest(request), scriptedSend(scripted, sent), { engine, cache });
    results.push(simulated(outcome, sent, isDropped(scripted)));
  }
  return results;
}

describe.each(['chromium', 'firefox', 'webkit'] as const)(
  '%s does in every recorded case what simulate says',
  (engine) => {
    const runs = recording(engine);
    test.each(cases.map((c) => [c.name, c] as const))('%s', async (name, scripted) => {
      expect(await run(engine, scripted)).toEqual(runs.get(name)?.map((r) => recorded(r, isDropped(scripted))));
    });
  },
);
