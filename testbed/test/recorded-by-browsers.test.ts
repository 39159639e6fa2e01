import { diagnose, understandText } from '@corsmith/doctor';
import { parseConsoleText } from '@corsmith/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, StepObservation } from '../src/browsers/browser.js';
import { ENGINES } from '../src/browsers/browsers.js';
import { needs } from '../src/needs.js';
import { type OracleCase, stagedPage } from '../src/oracle/case.js';
import { generate } from '../src/oracle/generator/generate.js';
import { pageRequest } from '../src/oracle/predict.js';
import { CREATORS, type HarEntry, harEntry, harHeaders, harText } from '../src/recordings/har-entry.js';
import { type Staged, startWorld, type World } from '../src/servers/world.js';

/** `CASES=2000` is the long run, `SEED=other` another one. */
const CASES = Number(process.env.CASES ?? 120);
const SEED = process.env.SEED ?? 'recorded';
const TOGETHER = 40;

/** One request of a page, from a script, that CORS decides on. */
function caseOf(index: number): OracleCase | undefined {
  const { steps, ...rest } = generate(SEED, index);
  const [step] = steps;
  const { initiator = 'fetch', mode = 'cors', body, init, aborted } = step ?? {};
  if (!step || rest.page !== 'app' || mode !== 'cors' || (initiator !== 'fetch' && initiator !== 'xhr'))
    return undefined;
  return body?.kind === 'stream' || init || aborted ? undefined : { ...rest, steps: [step] };
}

/** How a connection ended, in the words of each browser. */
const isLost = (cause: string): boolean => cause === 'connection-reset' || cause === 'protocol-failure';

const hasFailed = ({ result }: StepObservation): boolean => result.kind === 'failed' || result.kind === 'timeout';

/**
 * WebKit's MiniBrowser exports nothing. Its HAR has what went over the wire, and of a request that failed no response but the
 * reason that the console prints.
 */
function webkitEntries(staged: Staged, seen: StepObservation): readonly HarEntry[] {
  const [reason] = parseConsoleText(seen.messages.join('\n'));
  const error = hasFailed(seen) ? (reason?.text.split('\n')[0] ?? 'Load failed') : undefined;
  const entries = staged.received.map(({ target, place, method, headers, preflight }) => {
    const url = `${staged.fill(`{${place.toUpperCase()}}`)}${target}`;
    const response = staged.respond(url, method, headers);
    const isKnown = response.kind === 'response';
    return {
      preflight,
      entry: harEntry(
        { url, method, headers: harHeaders(headers) },
        { status: isKnown ? response.status : 0, headers: isKnown ? harHeaders(response.headers) : [] },
      ),
    };
  });
  const last = entries.at(-1);
  if (error === undefined || !last) return entries.map(({ entry }) => entry);
  const { request } = last.entry;
  return [
    ...entries.slice(0, -1).map(({ entry }) => entry),
    harEntry(request, { status: 0, headers: [], _error: error }),
  ];
}

describe.each(ENGINES)('a HAR of %s', (engine, start) => {
  describe.runIf(needs(engine))('recorded in a page', () => {
    let world: World;
    let browser: Browser;
    beforeAll(async () => {
      world = await startWorld();
      browser = await start(world, { network: 'recorded' });
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      world?.close();
    });

    it('is explained as the browser decided, with the cause that a check finds', async () => {
      const wrong: string[] = [];
      let tried = 0;
      let blocked = 0;
      for (let first = 0; first < CASES; first += TOGETHER) {
        const together = Array.from({ length: TOGETHER }, (_, i) => caseOf(first + i)).map((oracleCase) => {
          if (!oracleCase) return undefined;
          const staged = world.stage(oracleCase.script);
          return { oracleCase, staged, page: stagedPage(oracleCase, staged) };
        });
        const cases = together.filter((one) => one !== undefined);
        await browser.recorded?.();
        const seen = await Promise.all(cases.map(({ page }) => browser.run(page)));
        // What the network says comes beside what the page says: one more request, and it is there.
        await browser.run({ page: 'app', steps: [{ url: `${world.origins.api}/end` }] });
        const recorded = (await browser.recorded?.()) ?? [];
        for (const [i, { oracleCase, staged, page }] of cases.entries()) {
          const observation = seen[i]![0]!;
          const entries = browser.recorded
            ? recorded.filter(({ request }) => staged.receives(request.url))
            : webkitEntries(staged, observation);
          const isBlocked = hasFailed(observation);
          const understood = await understandText(harText(CREATORS[engine], `${world.origins.app}/desk/`, entries));
          const request = understood.kind === 'recorded' ? understood.requests[0] : undefined;
          // Nothing was sent to another origin, or the browser saved neither a response nor a reason.
          const isSilent = entries.every(({ response }) => response.status === 0 && !response._error);
          // Firefox writes no reason, and a request with credentials has no cookie here: nothing shows that it had any.
          // WebKit prints nothing of a connection that ends within a response.
          const isUnknown =
            (engine === 'firefox' && page.steps[0]?.credentials === 'include') ||
            (engine === 'webkit' && isBlocked && observation.messages.length === 0);
          if (isSilent || isUnknown || (understood.kind === 'recorded' && !request)) {
            staged.remove();
            continue;
          }
          tried++;
          if (isBlocked) blocked++;
          const live = await diagnose(pageRequest(page.steps[0]!, world.origins.app, engine), {
            send: true,
            timeoutMs: 5000,
          });
          staged.remove();
          const cause = live.verdict[engine].allowed === false ? live.causes[0]?.id : undefined;
          const named = request?.explanation?.causes.map(({ id }) => id) ?? [];
          const verdict = request?.verdict ?? understood.kind;
          const isSame = cause === undefined || named.some((id) => id === cause || (isLost(id) && isLost(cause)));
          const isRight =
            isBlocked === (verdict === 'blocked' || verdict === 'failed') &&
            isBlocked === (verdict !== 'allowed') &&
            (!isBlocked || isSame);
          if (!isRight)
            wrong.push(
              `${oracleCase.broken.join(' + ')}: ${isBlocked ? 'blocked' : 'allowed'} is ${verdict}, ${cause} is ${named.join(' or ')} ${request?.missing ?? ''} (${observation.messages[0] ?? ''}) ${process.env.FULL ? JSON.stringify(entries) : ''}`,
            );
        }
      }
      console.info(`${engine}: ${tried - wrong.length} of ${tried} recordings, ${blocked} of them blocked`);
      expect(blocked).toBeGreaterThan(CASES / 16);
      expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(Math.max(1, tried / 100));
    }, 3_600_000);
  });
});
