import { type EngineName, type Exchange, messageOf, type Outcome, recordOf } from '@corsmith/protocol';
import { meaningOfBlock } from '../blocked-error.js';
import type { Check } from './expectation.js';

const NAMES: Readonly<Record<EngineName, string>> = {
  standard: 'Standard',
  chromium: 'Chrome',
  firefox: 'Firefox',
  webkit: 'Safari',
};

/** What was expected, what each engine does and prints, why in plain words, and what was sent. */
export function report(check: Check, outcomes: readonly Outcome[], expected: string): string {
  const decisive = outcomes.find(({ allowed }) => !allowed) ?? outcomes[0];
  return printable(
    [
      `expected ${described(check)} ${expected}`,
      '',
      ...outcomes.flatMap(verdict),
      ...(decisive && !decisive.allowed ? ['', labelled('Cause', meaningOfBlock(check.page, decisive))] : []),
      ...(decisive ? ['', ...decisive.exchanges.flatMap(exchanged)] : []),
    ].join('\n'),
  );
}

function described({ page: { method, url, origin, headers = [], credentials } }: Check): string {
  const names = headers.map(([name]) => name);
  const besides = [...(credentials === 'include' ? ['credentials'] : []), ...names];
  return `${method} ${url} from ${origin}${besides.length === 0 ? '' : ` with ${besides.join(', ')}`}`;
}

/** What an engine prints, or what it does if it prints nothing. */
function verdict({ engine, allowed, messages }: Outcome): readonly string[] {
  const lines =
    messages.length > 0 ? messages : [allowed ? 'allows the page to read the response' : 'blocks the response'];
  return lines.map((line, index) => labelled(index === 0 ? NAMES[engine] : '', line));
}

const labelled = (label: string, text: string): string => `  ${label.padEnd(9)}${text}`.trimEnd();

/** The header lines that browsers look at. */
const OF_CORS = /^(?:access-control-.*|location|vary)$/i;

function exchanged({ request, response, failure }: Exchange): readonly string[] {
  const end = response ? String(response.status) : `no response: ${reasonOf(failure)}`;
  const lines = response?.headers.filter(([name]) => OF_CORS.test(name)) ?? [];
  return [
    labelled('Sent', `${request.method} ${request.url} → ${end}`),
    ...lines.map(([name, value]) => labelled('', `${name}: ${value}`)),
  ];
}

/** The innermost cause says most. */
function reasonOf(failure: unknown): string {
  const { cause } = recordOf(failure);
  return cause === undefined ? messageOf(failure) || String(failure) : reasonOf(cause);
}

/** A server's response must not control the terminal. */
const printable = (text: string): string => text.replace(/[\0-\x09\x0b-\x1f\x7f-\x9f]/g, '\ufffd');
