import type { Initiator } from '../exchange.js';
import { readChromiumReasonAfterLead } from './chromium-reader.js';
import { readNetworkPhrase } from './network-reader.js';
import { readLookAlike } from './not-cors-reader.js';
import { type Found, partsOf, type Reader } from './sentence.js';
import { readShape, shape } from './shape.js';
import type { SqueezedText } from './squeezed-text.js';
import { readWebkitReason } from './webkit-reader.js';

/** What could not load: WebKit's words today, Chromium's until version 66 too. */
const LEADS: readonly { readonly words: string; readonly initiator?: Initiator }[] = [
  { words: 'Fetch API cannot load', initiator: 'fetch' },
  { words: 'XMLHttpRequest cannot load', initiator: 'xhr' },
  { words: 'EventSource cannot load', initiator: 'eventsource' },
  { words: 'Beacon API cannot load' },
  { words: 'Cannot load script', initiator: 'script' },
  { words: 'Cannot load image', initiator: 'image' },
  { words: 'Cannot load font', initiator: 'font' },
  { words: 'Cannot load stylesheet' },
  { words: 'Failed to load' },
];

export const cannotLoadReaders: readonly Reader[] = LEADS.map(({ words, initiator }) => {
  const denied = shape(`${words} {url} due to access control checks.`);
  const because = shape(`${words} {urlWord}${words === 'Failed to load' ? ':' : '.'}`);
  const via = initiator && { initiator };
  return {
    anchors: [denied.literals[0]],
    read(text, at, limit): Found | undefined {
      // The reason stands in the line before.
      const access = readShape(text, denied, at, limit);
      if (access)
        return { message: { kind: 'error', engine: 'webkit', ...via, ...partsOf(access.parts) }, end: access.end };
      const lead = readShape(text, because, at, limit);
      if (!lead) return undefined;
      const where = { ...via, ...partsOf(lead.parts) };
      const why = readReason(text, lead.end, limit);
      if (why) return { message: { ...why.message, ...where }, end: why.end };
      if (words === 'Failed to load' || !endsLine(text, lead.end)) return undefined;
      return {
        message: { kind: 'error', engine: 'webkit', code: 'DisallowedByMode', stage: 'request', ...where },
        end: lead.end,
      };
    },
  };
});

const readReason = (text: SqueezedText, at: number, limit: number): Found | undefined =>
  readChromiumReasonAfterLead(text, at, limit) ??
  readWebkitReason(text, at, limit) ??
  readNetworkPhrase(text, at, limit) ??
  readLookAlike(text, at, limit);

/** Whether no sentence follows in the same line, but at most where in the page's sources it happened. */
const endsLine = (text: SqueezedText, at: number): boolean =>
  at >= text.lineEnd(at - 1) || !/[A-Z]/.test(text.chars[at] ?? '');
