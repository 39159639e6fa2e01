import type { EngineName, Exchange, Outcome } from '@corsmith/protocol';
import { meaningOfBlock } from '../blocked-error.js';
import type { Question } from './expectation.js';

const NAMES: Readonly<Record<EngineName, string>> = {
  standard: 'Standard',
  chromium: 'Chrome',
  firefox: 'Firefox',
  webkit: 'Safari',
};

/** What was expected, what each engine makes of it and prints, why in plain words, and what was sent. */
export function report(question: Question, outcomes: readonly Outcome[], expected: string): string {
  const decisive = outcomes.find(({ allowed }) => !allowed) ?? outcomes[0];
  return printable(
    [
      `expected ${described(question)} ${expected}`,
      '',
      ...outcomes.flatMap(verdict),
      ...(decisive && !decisive.allowed ? ['', labelled('Cause', meaningOfBlock(question.page, decisive))] : []),
      ...(decisive ? ['', ...decisive.exchanges.flatMap(exchanged)] : []),
    ].join('\n'),
  );
}

function described({ page: { method, url, origin, headers = [], credentials } }: Question): string {
  const names = headers.map(([name]) => name);
  const besides = [...(credentials === 'include' ? ['credentials'] : []), ...names];
  return `${method} ${url} from ${origin}${besides.length === 0 ? '' : ` with ${besides.join(', ')}`}`;
}

/** What an engine prints, or what it does where it prints nothing. */
function verdict({ engine, allowed, messages }: Outcome): readonly string[] {
  const lines =
    messages.length > 0 ? messages : [allowed ? 'lets the page read the answer' : 'keeps the answer from the page'];
  return lines.map((line, index) => labelled(index === 0 ? NAMES[engine] : '', line));
}

const labelled = (label: string, text: string): string => `  ${label.padEnd(9)}${text}`.trimEnd();

/** The header lines that browsers look at. */
const OF_CORS = /^(?:access-control-.*|location|vary)$/i;

function exchanged({ request, response, failure }: Exchange): readonly string[] {
  const end = response ? String(response.status) : `no answer: ${reasonOf(failure)}`;
  const lines = response?.headers.filter(([name]) => OF_CORS.test(name)) ?? [];
  return [
    labelled('Sent', `${request.method} ${request.url} → ${end}`),
    ...lines.map(([name, value]) => labelled('', `${name}: ${value}`)),
  ];
}

/** The innermost of the errors that are each other's cause tells most. */
function reasonOf(failure: unknown): string {
  const cause = (failure as { cause?: unknown } | undefined)?.cause;
  return cause === undefined ? String((failure as Error)?.message || failure) : reasonOf(cause);
}

/** What a server sends must not steer the terminal. */
const printable = (text: string): string => text.replace(/[\0-\x09\x0b-\x1f\x7f-\x9f]/g, '\ufffd');
