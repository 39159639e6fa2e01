import { isRecord, recordOf } from '@corsmith/protocol';
import { ImportError, type ImportProblem, placeIn } from './import-error.js';
import { jsonProblem } from './json-problem.js';

/** An entry of a HAR as far as CORS looks at it. http://www.softwareishard.com/blog/har-12-spec/ */
export interface HarEntry {
  readonly _resourceType?: string;
  readonly pageref?: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly HarHeader[];
    readonly postData?: { readonly text?: string; readonly params?: readonly HarHeader[] };
  };
  readonly response: {
    readonly status: number;
    readonly headers: readonly HarHeader[];
    /** What went wrong, in the words of Chromium and WebKit. */
    readonly _error?: string | null;
    /** The same in the recordings of Playwright. */
    readonly _failureText?: string | null;
  };
}

export interface HarHeader {
  readonly name: string;
  readonly value: string;
}

export interface HarFile {
  readonly entries: readonly HarEntry[];
  /** The URL of each page by its id, where the browser says it in the page's title, as Chromium does. */
  readonly pages: ReadonlyMap<string, string>;
  readonly engine?: 'chromium' | 'firefox' | 'webkit';
}

/** In characters: ten times what a long session saves. */
const HAR_LIMIT = 512 * 1024 * 1024;
const NO_REQUESTS =
  'The HAR has no requests. Open the Network panel, let the page make its request, then save all as HAR.';
const OTHER_JSON =
  'This JSON is not a HAR, a collection of requests or a browser’s error. A HAR has an object log with a list of entries.';
/** Problems that are listed; more of the same don't help. */
const PROBLEM_LIMIT = 10;

/**
 * A HAR, or one entry of it.
 * @throws ImportError that says what is wrong and where.
 */
export function harOf(json: unknown): HarFile {
  const log: unknown = isEntry(json) ? { entries: [json] } : recordOf(json).log;
  if (!isRecord(log)) throw new ImportError('not-har', [{ message: OTHER_JSON, path: 'log' }]);
  if (!Array.isArray(log.entries))
    throw new ImportError('not-har', [{ message: 'The HAR has no list of entries.', path: 'log.entries' }]);
  if (log.entries.length === 0) throw new ImportError('empty', [{ message: NO_REQUESTS, path: 'log.entries' }]);
  const entries: HarEntry[] = [];
  const problems: ImportProblem[] = [];
  for (const [i, entry] of log.entries.entries()) {
    if (problems.length >= PROBLEM_LIMIT) break;
    if (isHarEntry(entry)) entries.push(entry);
    else problems.push(...entryProblems(entry, `log.entries[${i}]`));
  }
  const [first, ...rest] = problems;
  if (first) throw new ImportError('not-har', [first, ...rest]);
  const engine = engineOf(log);
  return { entries, pages: pagesOf(log.pages), ...(engine && { engine }) };
}

/** A single entry, as people copy it out of a HAR. */
const isEntry = (har: unknown): boolean => {
  const { request, response } = recordOf(har);
  return typeof recordOf(request).url === 'string' && typeof recordOf(response).status === 'number';
};

/** Playwright names the browser, and the developer tools of each browser themselves. */
function engineOf(log: { readonly creator?: unknown; readonly browser?: unknown }): HarFile['engine'] {
  const names = [log.browser, log.creator].map((one) => recordOf(one).name);
  const name = names.filter((one) => typeof one === 'string').join(' ');
  if (/firefox/i.test(name)) return 'firefox';
  if (/webkit web inspector|safari|\bwebkit\b/i.test(name)) return 'webkit';
  return /WebInspector|chrom|edge/i.test(name) ? 'chromium' : undefined;
}

/**
 * The JSON in a text.
 * @throws ImportError with line and column where it is not JSON.
 */
export function parseJson(source: string): unknown {
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  if (text.length > HAR_LIMIT) throw new ImportError('too-large', [{ message: 'The HAR is larger than 512 MiB.' }]);
  try {
    return JSON.parse(text);
  } catch {
    const { at, expected } = jsonProblem(text) ?? { at: 0, expected: 'JSON' };
    const found = at >= text.length ? 'it breaks off where' : 'here';
    throw new ImportError('not-json', [
      { message: `The HAR is not JSON: ${found} ${expected} should stand.`, ...placeIn(text, at) },
    ]);
  }
}

type Check = readonly [path: string, isRight: boolean, what: string];

/** What keeps this from being an entry that can be judged. */
function entryProblems(entry: unknown, path: string): ImportProblem[] {
  const [request, response] = [recordOf(recordOf(entry).request), recordOf(recordOf(entry).response)];
  const checks: readonly Check[] = [
    ['.request.method', typeof request.method === 'string', 'a method'],
    ['.request.url', typeof request.url === 'string', 'a URL'],
    ['.request.headers', isHeaders(request.headers), 'a list of headers, each with a name and a value'],
    ['.response.status', typeof response.status === 'number', 'a status, a number'],
    ['.response.headers', isHeaders(response.headers), 'a list of headers, each with a name and a value'],
  ];
  return checks
    .filter(([, isRight]) => !isRight)
    .map(([place, , what]) => ({ message: `The HAR lacks ${what}.`, path: `${path}${place}` }));
}

/** Whether it has what is judged. */
export function isHarEntry(entry: unknown): entry is HarEntry {
  const { request, response } = recordOf(entry);
  const { method, url, headers } = recordOf(request);
  const { status, headers: received } = recordOf(response);
  return (
    typeof method === 'string' &&
    typeof url === 'string' &&
    typeof status === 'number' &&
    isHeaders(headers) &&
    isHeaders(received)
  );
}

const isHeaders = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one?.name === 'string' && typeof one?.value === 'string');

function pagesOf(pages: unknown): ReadonlyMap<string, string> {
  const titled = Array.isArray(pages)
    ? pages.filter((page) => typeof page?.id === 'string' && typeof page?.title === 'string')
    : [];
  return new Map(titled.map(({ id, title }) => [id, title]));
}
