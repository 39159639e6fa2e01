import type { HeaderList } from '@corsmith/protocol';

/** An entry of a HAR, as far as browsers fill it in. */
export interface HarEntry {
  readonly startedDateTime: string;
  readonly time: number;
  readonly pageref?: string;
  readonly _resourceType?: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly headers: HarHeaders;
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly httpVersion: string;
    readonly headers: HarHeaders;
    readonly _error?: string | null;
  };
}

export type HarHeaders = readonly { readonly name: string; readonly value: string }[];

export const harHeaders = (headers: HeaderList): HarHeaders => headers.map(([name, value]) => ({ name, value }));

/** What a browser's export is called, by its `creator`. */
export const CREATORS = { chromium: 'WebInspector', firefox: 'Firefox', webkit: 'WebKit Web Inspector' } as const;

/** The file as that browser exports it. */
export const harText = (creator: string, page: string, entries: readonly HarEntry[]): string =>
  JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: creator, version: '1' },
      pages: [{ startedDateTime: WHEN, id: 'page_1', title: page, pageTimings: {} }],
      entries,
    },
  });

/** CORS does not depend on it. */
const WHEN = '2026-01-01T00:00:00.000Z';

export const harEntry = (
  request: Pick<HarEntry['request'], 'method' | 'url' | 'headers'>,
  response: Pick<HarEntry['response'], 'status' | 'headers' | '_error'>,
  type?: string,
): HarEntry => ({
  startedDateTime: WHEN,
  time: 1,
  pageref: 'page_1',
  ...(type !== undefined && { _resourceType: type }),
  request: { httpVersion: 'http/1.1', ...request },
  response: { statusText: '', httpVersion: 'http/1.1', ...response },
});
