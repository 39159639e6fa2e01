import { isSecretName, MASK, maskHeaderValue, maskText } from '@corsmith/doctor';
import { type HeaderList, isHeaderName } from '@corsmith/protocol';

export { MASK, maskHeaderValue, maskText };

/** Shorter ones would be found by chance in harmless text. */
const SHORTEST_LITERAL = 8;

/**
 * The same plain data with every secret masked. `headers` are those that the person gave: their secrets are masked
 * wherever they turn up, for instance where a server sends them back.
 */
export function maskSecrets<T>(data: T, headers: HeaderList = []): T {
  const literals = headers
    .filter(([name]) => isSecretName(name))
    .flatMap(([, value]) => [value, ...value.split(/[\s;=]+/)])
    .filter((literal) => literal.length >= SHORTEST_LITERAL)
    .sort((a, b) => b.length - a.length);
  const mask = (text: string) => maskText(literals.reduce((masked, literal) => masked.replaceAll(literal, MASK), text));
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return mask(value);
    if (isHeader(value)) return [value[0], mask(maskHeaderValue(value[0], value[1]))];
    if (Array.isArray(value)) return value.map(walk);
    if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(data) as T;
}

/** A pair of strings is a header line wherever a diagnosis has one. */
const isHeader = (value: unknown): value is readonly [string, string] =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every((part) => typeof part === 'string') &&
  isHeaderName(value[0] ?? '');
