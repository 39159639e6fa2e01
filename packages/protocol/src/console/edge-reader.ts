import type { BlockCode } from '../exchange.js';
import { type Draft, type Reader, readerOf, sentence } from './sentence.js';

/** Messages of Edge before Chromium and of Internet Explorer 11, by their numbers. */
const CODES: Readonly<Record<string, BlockCode>> = {
  SEC7120: 'OriginNotAllowed',
  SEC7121: 'InvalidAllowCredentials',
  SEC7122: 'WildcardOriginNotAllowed',
  SEC7123: 'HeaderDisallowedByPreflightResponse',
  SEC7124: 'MethodDisallowedByPreflightResponse',
  SEC7127: 'PreflightDisallowedRedirect',
  SEC7128: 'MultipleAllowOriginValues',
};

/** What Edge prints of a request that needs CORS; blocked or not. */
const NEEDED = ['SEC7118', 'SEC7119'];

function partsOf(line: string, code: BlockCode | undefined): Pick<Draft, 'url' | 'origin' | 'parameter'> {
  const origin = /\borigin '?((?:https?|ms-[\w-]+|file):\/\/[^'\s]{1,300})/i.exec(line)?.[1];
  const url = /(?:resource at|XMLHttpRequest for) '?(https?:\/\/[^'\s]{1,4000}?)(?:'|\.?(?:\s|$))/i.exec(line)?.[1];
  const parameter =
    code === 'HeaderDisallowedByPreflightResponse'
      ? /header '?([\w-]{1,100})'? was not/i.exec(line)?.[1]
      : code === 'MethodDisallowedByPreflightResponse'
        ? /method '?([A-Za-z]{1,30})'? was not/i.exec(line)?.[1]
        : undefined;
  return { ...(origin && { origin }), ...(url && { url }), ...(parameter && { parameter }) };
}

const numbered: Reader = {
  anchors: ['SEC71'],
  read(text, at) {
    const end = Math.min(text.lineEnd(at), at + 4000);
    const line = text.slice(at, end, ' ');
    const number = /^SEC\d{4}/.exec(line)?.[0] ?? '';
    const code = CODES[number];
    if (code === undefined && !NEEDED.includes(number)) return undefined;
    const parts = partsOf(line, code);
    return { message: code === undefined ? { kind: 'follow-up', ...parts } : { kind: 'error', code, ...parts }, end };
  },
};

export const edgeReaders: readonly Reader[] = [
  numbered,
  readerOf([
    sentence('SCRIPT7002: XMLHttpRequest: Network Error 0x80070005, Access is denied.', { kind: 'error' }),
    sentence('XMLHttpRequest: Network Error 0x80070005, Access is denied.', { kind: 'error' }),
    sentence('XMLHttpRequest: Network Error 0x2ee7', { kind: 'not-cors', topic: 'network', cause: 'dns-failure' }),
    sentence('XMLHttpRequest: Network Error 0x2efd', {
      kind: 'not-cors',
      topic: 'network',
      cause: 'connection-refused',
    }),
    sentence('XMLHttpRequest: Network Error 0x2f7d', { kind: 'not-cors', topic: 'network', cause: 'tls-failure' }),
    sentence('XMLHttpRequest: Network Error 0x2eff', { kind: 'not-cors', topic: 'network', cause: 'connection-reset' }),
  ]),
];
