import { defined, type HeaderList, originOf, parseUrl } from '@corsmith/protocol';
import { ImportError, placeIn } from './import-error.js';
import type { ImportedRequest } from './imported-request.js';
import { type Literal, literalReader, UNKNOWN } from './javascript-literal.js';
import { pageRequestOf } from './page-request.js';

const CALL = /\bfetch\s{0,100}\(/g;

/**
 * The requests of every `fetch(…)` in a text: as developer tools copy it for a browser or for Node.js, or as someone wrote
 * it.
 * @throws ImportError where a call can't be read.
 */
export function fetchCalls(text: string): readonly Omit<ImportedRequest, 'recorded'>[] {
  const found: Omit<ImportedRequest, 'recorded'>[] = [];
  const calls = new RegExp(CALL);
  for (let call = calls.exec(text); call; call = calls.exec(text)) {
    const reader = literalReader(text, calls.lastIndex);
    const input = reader.value();
    const request = isObject(input) ? input : {};
    const url = isObject(input) ? input.url : input;
    if (typeof url !== 'string')
      throw new ImportError('unsupported', [
        { message: 'The URL of this fetch() is an expression: write it as text.', ...placeIn(text, call.index) },
      ]);
    const options = reader.take(',') && !reader.take(')') ? reader.value() : undefined;
    found.push(fetchRequest(url, { ...request, ...(isObject(options) && options) }));
    calls.lastIndex = reader.at;
  }
  return found;
}

type Options = { readonly [key: string]: Literal };

const isObject = (literal: Literal): literal is Options =>
  typeof literal === 'object' && literal !== null && !Array.isArray(literal);

function fetchRequest(url: string, options: Options): Omit<ImportedRequest, 'recorded'> {
  const { method, body, referrer } = options;
  const origin = typeof referrer === 'string' ? originOf(referrer) : undefined;
  const unknown = Object.entries(options)
    .filter(([, value]) => value === UNKNOWN)
    .map(([name]) => `The value of ${name} is an expression and left out.`);
  return pageRequestOf({
    source: 'fetch',
    url: origin === undefined ? url : (parseUrl(url, origin)?.href ?? url),
    method: typeof method === 'string' ? method : 'GET',
    headers: headersOf(options.headers),
    ...(typeof body === 'string' && { body }),
    says: {
      ...(origin !== undefined && { origin }),
      ...defined({
        mode: oneOf(options.mode, ['cors', 'no-cors', 'same-origin']),
        credentials: oneOf(options.credentials, ['omit', 'same-origin', 'include']),
        redirect: oneOf(options.redirect, ['follow', 'error', 'manual']),
        cache: oneOf(options.cache, ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached']),
      }),
    },
    notes: unknown,
  });
}

const oneOf = <const Known extends string>(value: Literal, known: readonly Known[]): Known | undefined =>
  known.find((one) => one === value);

/** An object, or pairs. A value that is an expression is as good as any other: its name is what counts. */
function headersOf(headers: Literal): HeaderList {
  if (!isObject(headers) && !Array.isArray(headers)) return [];
  const pairs: readonly unknown[] = Array.isArray(headers) ? headers : Object.entries(headers);
  return pairs.flatMap((pair): HeaderList => {
    const [name, value] = Array.isArray(pair) ? pair : [];
    if (typeof name !== 'string') return [];
    return [[name, value === UNKNOWN ? 'unknown' : String(value)]];
  });
}
