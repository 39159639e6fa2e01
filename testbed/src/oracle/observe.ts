import type { Browser, PageCase, PageResult } from '../browsers/browser.js';
import type { Staged, World } from '../servers/world.js';
import { comparedLines, isUnreported, withoutRetries } from './excluded.js';
import { type Observation, type ReadableOutcome, sortedHeaders } from './observation.js';
import { receivedOf } from './received.js';

/** What a real engine does with a staged case. */
export async function observe(
  world: World,
  browser: Browser,
  staged: Staged,
  pageCase: PageCase,
): Promise<Observation> {
  const steps = await browser.run(pageCase);
  const sent = receivedOf(world, staged.received, pageCase);
  return {
    steps: steps.map(({ result, at, messages }, index) => ({
      at,
      outcome: isUnreported(browser.engine, pageCase.steps[index], result) ? { kind: 'blocked' } : outcomeOf(result),
      headers: result.kind === 'response' ? sortedHeaders(result.headers) : [],
      messages: comparedLines(browser, messages),
      ...(result.kind === 'failed' ? { error: result.reason } : {}),
    })),
    sent: withoutRetries(sent, ({ url, method, headers }) => staged.respond(url, method, headers)),
  };
}

function outcomeOf(result: PageResult): ReadableOutcome {
  if (result.kind === 'failed') return { kind: 'blocked' };
  if (result.kind !== 'response') return result;
  const { type, status, url, redirected } = result;
  return redirected === undefined
    ? { kind: 'response', status, url }
    : { kind: 'response', type, status, url, redirected };
}
