import { byteLowercase, getLines, type HeaderList, splitOnCommas } from '@corsmith/protocol';

/** What is said to the next hop only. https://httpwg.org/specs/rfc9110.html#field.connection */
const HOP_BY_HOP = [
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
];

/** Header lines without those that end at this hop; order, case and duplicates stay. */
export function withoutHopByHop(headers: HeaderList): HeaderList {
  const named = getLines(headers, 'connection').flatMap((line) => splitOnCommas(byteLowercase(line)));
  const ended = new Set([...HOP_BY_HOP, ...named]);
  return headers.filter(([name]) => !ended.has(byteLowercase(name)));
}
