import type { PageRequest } from '@corsmith/protocol';
import { HEADERS, METHODS, ORIGINS, type Random } from './random.js';

const STRANGERS = [
  ...['https://stranger.example', 'null', 'http://app.example.com', 'https://app.example.com:444'],
  ...['https://sub.app.example.com', 'https://a.b.example.com', 'https://evilexample.com', 'https://example.com'],
  ...['https://app.example.com.attacker.example', 'https://appxexample.com', 'https://beta.example.com'],
];

/** A page's request to that URL; two of three come from origins that configurations name. */
export function randomRequest(random: Random, url: string): PageRequest {
  const headers = random.chance(0.5) ? random.some([...HEADERS, 'X-Other'], 2) : [];
  return {
    origin: random.one(random.chance(0.66) ? ORIGINS : STRANGERS),
    url,
    method: random.one(['GET', 'GET', 'HEAD', 'POST', ...METHODS]),
    ...(headers.length > 0 && {
      headers: headers.map((name) => [name, name === 'Content-Type' ? 'application/json' : '1']),
    }),
    ...(random.chance(0.5) && { credentials: 'include' }),
  };
}
