import { createFetch } from '@corsmith/fetch';
import { PreflightCache } from '@corsmith/protocol';
import type { PageBody, PageStep } from '../browsers/browser.js';
import { comparedLines, withoutRetries } from './excluded.js';
import type { Foretell } from './foretell.js';
import { type ReadableOutcome, type StepOutcome, sortedHeaders } from './observation.js';
import { pageUrl } from './predict.js';
import { receivedOf } from './received.js';

/**
 * What `createFetch` does with a staged case in Node, over the same sockets as the browser: its steps begin at the times
 * at which the browser's began.
 */
export const throughFetch: Foretell = async (world, browser, staged, pageCase, times) => {
  const { engine, version } = browser;
  let at = 0;
  const messages: string[] = [];
  const fetch = createFetch({
    ...(pageCase.page === 'sandbox' ? { origin: 'null' } : {}),
    url: pageUrl(world.origins.app),
    engine,
    version,
    cache: new PreflightCache({ now: () => at }),
    onMessage: (message) => messages.push(message),
  });
  const before = staged.received.length;
  const steps: StepOutcome[] = [];
  for (const [index, step] of pageCase.steps.entries()) {
    at = times[index] ?? at;
    const { outcome, headers, error } = await run(fetch, step);
    steps.push({
      at,
      outcome,
      headers,
      messages: comparedLines(browser, messages.splice(0)),
      ...(error === undefined ? {} : { error }),
    });
  }
  const sent = receivedOf(world, staged.received.slice(before), pageCase);
  return { steps, sent: withoutRetries(sent, ({ url, method, headers }) => staged.respond(url, method, headers)) };
};

type Seen = Pick<StepOutcome, 'outcome' | 'headers' | 'error'>;

async function run(fetch: typeof globalThis.fetch, step: PageStep): Promise<Seen> {
  try {
    const response = await fetch(step.url, initOf(step));
    const { type, status, url, redirected } = response;
    const outcome: ReadableOutcome = { kind: 'response', type, status, url, redirected };
    const headers = sortedHeaders([...response.headers]);
    await response.arrayBuffer().catch(() => undefined);
    return { outcome, headers };
  } catch (error) {
    return { outcome: { kind: 'blocked' }, headers: [], error: String(error) };
  }
}

/** A step as the page's own script writes it. */
function initOf({
  url: _,
  initiator: __,
  uploadListener: ___,
  body,
  headers,
  init,
  aborted,
  ...rest
}: PageStep): RequestInit {
  return {
    ...rest,
    ...(headers ? { headers: headers as [string, string][] } : {}),
    ...(body ? { body: bodyOf(body) } : {}),
    ...(body?.kind === 'stream' ? { duplex: 'half' } : {}),
    ...init,
    ...(aborted ? { signal: AbortSignal.abort('aborted') } : {}),
  };
}

function bodyOf({ kind, text, type }: PageBody): BodyInit {
  const bytes = Buffer.from(text, 'latin1');
  switch (kind) {
    case 'text':
      return text;
    case 'params':
      return new URLSearchParams({ text });
    case 'blob':
      return new Blob([text], type === undefined ? {} : { type });
    case 'buffer':
      return new Uint8Array(bytes).buffer;
    case 'stream':
      return new Blob([bytes]).stream();
    case 'form': {
      const form = new FormData();
      form.append('text', text);
      return form;
    }
  }
}
