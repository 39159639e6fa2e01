import { type HeaderList, recordOf } from '@corsmith/protocol';
import type { ImportedRequest } from './imported-request.js';
import { pageRequestOf } from './page-request.js';

/** A request in an export of Postman, Insomnia or Bruno, as far as CORS looks at it. */
interface Saved {
  readonly method?: unknown;
  readonly url?: unknown;
  readonly header?: unknown;
  readonly headers?: unknown;
}

/** The requests in a collection, or undefined if the JSON is none. */
export function collectionRequests(json: unknown): readonly ImportedRequest[] | undefined {
  const { item, items, resources, requests, collection, _type, request } = recordOf(json);
  if (collection !== undefined) return collectionRequests(collection);
  const listed: readonly unknown[] | undefined = [item, items, resources, requests].find(Array.isArray);
  if (!listed) {
    if (isSaved(request)) return savedRequest(request);
    return _type === 'request' ? savedRequest(recordOf(request ?? json)) : undefined;
  }
  const found = listed.flatMap((one) => within(one, 0));
  return found.length > 0 ? found : undefined;
}

/** Folders hold folders. */
function within(one: unknown, depth: number): readonly ImportedRequest[] {
  const { item, items, request } = recordOf(one);
  const inner: readonly unknown[] | undefined = [item, items].find(Array.isArray);
  if (inner && depth < 32) return inner.flatMap((each) => within(each, depth + 1));
  return isSaved(request) ? savedRequest(request) : isSaved(one) ? savedRequest(one) : [];
}

const isSaved = (one: unknown): one is Saved =>
  typeof one === 'object' && one !== null && 'url' in one && 'method' in one;

function savedRequest({ method, url, header, headers }: Saved): readonly ImportedRequest[] {
  const address = typeof url === 'string' ? url : recordOf(url).raw;
  if (typeof address !== 'string') return [];
  return [
    pageRequestOf({
      source: 'collection',
      url: address,
      method: typeof method === 'string' ? method : 'GET',
      headers: headersOf(header ?? headers),
    }),
  ];
}

/** Postman calls the name a key. */
function headersOf(list: unknown): HeaderList {
  if (!Array.isArray(list)) return [];
  return list.flatMap((one): HeaderList => {
    const { key, name = key, value, disabled } = recordOf(one);
    return typeof name === 'string' && typeof value === 'string' && disabled !== true ? [[name, value]] : [];
  });
}
