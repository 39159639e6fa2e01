import {
  type Initiator,
  type Outcome,
  type PageRequest,
  PreflightCache,
  type Send,
  simulate,
} from '@corsmith/protocol';
import type { EngineWithBrowser, PageStep } from '../browsers/browser.js';
import { type SampleBody, wireHeaders } from '../servers/scripted-response.js';
import { type ElementInitiator, loads } from './element.js';
import { comparedLines, withoutRetries } from './excluded.js';
import { endInFirefox } from './firefox-ends.js';
import type { BrowserName, Foretell } from './foretell.js';
import { type ReadableOutcome, type Sent, type StepOutcome, sortedHeaders } from './observation.js';
import { encodeBody } from './page-body.js';
import { sentOf } from './sent.js';

/**
 * What `simulate` says that the engine does with a staged case: how long the browser has taken decides which preflights it
 * still remembers.
 */
export const predict: Foretell = async (world, browser, staged, pageCase, times) => {
  const { engine, version } = browser;
  const origin = pageCase.page === 'sandbox' ? 'null' : world.origins.app;
  let at = 0;
  const cache = new PreflightCache({ now: () => at });
  const sent: Sent[] = [];
  let lastBody: SampleBody = 'text';
  const send: Send = async ({ kind, url, method, headers, body, duplex }) => {
    // The servers speak HTTP/1.1, over which no engine streams a body.
    if (duplex) throw new Error('no streaming over HTTP/1.1');
    if (staged.receives(url))
      sent.push(sentOf(pageCase, { kind, method, url: withoutFragment(url), headers, body: textOf(body) }));
    const response = staged.respond(url, method, headers);
    if (response.kind === 'drop') throw new Error('connection dropped');
    lastBody = response.body ?? 'text';
    return { status: response.status, headers: wireHeaders(response, method) };
  };
  const steps: StepOutcome[] = [];
  for (const [index, step] of pageCase.steps.entries()) {
    at = times[index] ?? at;
    try {
      const outcome = await simulate(pageRequest(step, origin, engine), send, { engine, version, cache });
      steps.push({
        at,
        outcome:
          (engine === 'firefox' ? endInFirefox(step, origin, outcome, version) : undefined) ??
          outcomeOf(step, outcome, browser, lastBody),
        headers: isElement(step.initiator ?? 'fetch') ? [] : sortedHeaders(outcome.response?.headers ?? []),
        messages: comparedLines(browser, outcome.messages),
      });
    } catch (error) {
      steps.push({ at, outcome: { kind: 'error', message: String(error) }, headers: [], messages: [] });
    }
  }
  return { steps, sent: withoutRetries(sent, ({ url, method, headers }) => staged.respond(url, method, headers)) };
};

/** Where a page is, as far as relative URLs go by it. */
export const pageUrl = (origin: string): string => `${origin}/desk/0/`;

export function pageRequest(step: PageStep, origin: string, engine: EngineWithBrowser): PageRequest {
  const { body: _, headers = [], url: given, ...rest } = step;
  const url = given.startsWith('..') ? new URL(given, pageUrl(origin)).href : given;
  const { content, type, duplex } = encodeBody(step, engine);
  const bodyKind = step.body?.kind === 'blob' ? { bodyKind: step.body.kind } : {};
  const common = { ...rest, url, origin, ...bodyKind, ...(duplex ? { duplex } : {}) };
  if (content !== undefined) return { ...common, headers, body: content, ...(type ? { bodyType: type } : {}) };
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return { ...common, headers: typed || !type ? headers : [...headers, ['Content-Type', type]] };
}

function outcomeOf(
  step: PageStep,
  { allowed, response, exchanges }: Outcome,
  browser: BrowserName,
  body: SampleBody,
): ReadableOutcome {
  const { initiator = 'fetch' } = step;
  if (isElement(initiator))
    return { kind: allowed && loads(initiator, exchanges.at(-1)?.response, body, browser) ? 'loaded' : 'blocked' };
  if (!response) return { kind: 'blocked' };
  const { type, status, url, redirected } = response;
  return initiator === 'xhr' ? { kind: 'response', status, url } : { kind: 'response', type, status, url, redirected };
}

const isElement = (initiator: Initiator): initiator is ElementInitiator => initiator !== 'fetch' && initiator !== 'xhr';

function textOf(body: string | Uint8Array | null | undefined): string {
  return typeof body === 'string' ? body : body ? Buffer.from(body).toString('latin1') : '';
}

const withoutFragment = (url: string) => url.replace(/#.*$/s, '');
