import { maskHeaderValue, maskText } from '@corsmith/evidence';
import { recordOf } from '@corsmith/protocol';
import { type Play, START } from './play.js';

/** The length of a link that works in every browser, in characters. */
const MAX_LENGTH = 30_000;

/** The playground as the fragment of a link, which is not sent to any server. Secrets are masked. */
export function toFragment(play: Play): string {
  const { url, headers, body, preflight, actual } = play;
  const shared: Play = {
    ...play,
    url: maskText(url),
    headers: masked(headers),
    body: maskText(body),
    preflight: { ...preflight, headers: masked(preflight.headers) },
    actual: { ...actual, headers: masked(actual.headers) },
  };
  const bytes = new TextEncoder().encode(JSON.stringify(shared));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** Reads the fragment of a link; undefined if it is malformed. Missing and invalid fields get their default. */
export function fromFragment(fragment: string): Play | undefined {
  if (fragment === '' || fragment.length > MAX_LENGTH) return undefined;
  try {
    const text = atob(fragment.replaceAll('-', '+').replaceAll('_', '/'));
    const value: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (char) => char.charCodeAt(0))));
    return typeof value === 'object' && value !== null ? (likeStart(START, value) as Play) : undefined;
  } catch {
    return undefined;
  }
}

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  credentials: ['omit', 'same-origin', 'include'],
  mode: ['cors', 'no-cors', 'same-origin'],
  initiator: ['fetch', 'xhr', 'font', 'script', 'image', 'module', 'eventsource'],
};

/** Keeps the fields of `start`, with values of the same type. */
function likeStart(start: object, value: unknown): object {
  const given = recordOf(value);
  return Object.fromEntries(
    Object.entries(start).map(([key, before]) => {
      const after = Object.hasOwn(given, key) ? given[key] : before;
      if (typeof before === 'object') return [key, likeStart(before, after)];
      const fits = typeof after === typeof before && (CHOICES[key]?.includes(String(after)) ?? true);
      return [key, fits ? after : before];
    }),
  );
}

const masked = (headers: string): string =>
  headers
    .split('\n')
    .map((line) => {
      const [, name = '', value = ''] = /^([^:]*):\s*(.*)$/.exec(line) ?? [];
      return name === '' ? maskText(line) : `${name}: ${maskHeaderValue(name, value)}`;
    })
    .join('\n');
