import type { HeaderList } from '@corsmith/protocol';
import type { PageCase } from '../browsers/browser.js';
import { isEngineOwn, isOriginOfFrame, rangeUnit } from './excluded.js';
import { type Sent, sortedHeaders } from './observation.js';

const STRUCTURAL = /^(origin|access-control-request-.*|content-type)$/;

/** Takes a request's headers and body down to what the comparison is about. */
export function sentOf(pageCase: PageCase, sent: Sent): Sent {
  const authored = pageCase.steps.flatMap(({ headers = [] }) => headers);
  const names = new Set(authored.map(([name]) => name.toLowerCase()));
  const values = new Set(sortedHeadersOfSteps(pageCase).map(([name, value]) => `${name}:${value}`));
  const kept = sortedHeaders(sent.headers).filter(([name, value]) => {
    if (isOriginOfFrame(pageCase, name, value)) return false;
    if (STRUCTURAL.test(name)) return true;
    return names.has(name) && (!isEngineOwn(name) || values.has(`${name}:${value}`));
  });
  const headers = kept.map(([name, value]): [string, string] => [name, rangeUnit(name, value)]);
  return withoutBoundary({ ...sent, headers });
}

function sortedHeadersOfSteps({ steps }: PageCase): HeaderList {
  return steps.flatMap(({ headers = [] }) => [
    ...headers.map(([name, value]): [string, string] => [name.toLowerCase(), value.trim()]),
    ...sortedHeaders(headers),
  ]);
}

/** A form's boundary is the engine's choice. */
function withoutBoundary(sent: Sent): Sent {
  const type = sent.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  const boundary = (/^--(\S{10,})\r\n/.exec(sent.body) ?? /boundary=([^\s;,]{20,})/.exec(type))?.[1];
  if (boundary === undefined) return sent;
  return JSON.parse(JSON.stringify(sent).replaceAll(boundary, 'BOUNDARY'));
}
