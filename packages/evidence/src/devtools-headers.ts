import { byteLowercase, isForbiddenRequestHeader } from '@corsmith/protocol';
import { importEntries } from './har.js';
import type { HarEntry, HarHeader } from './har-file.js';
import type { ImportedRequest } from './imported-request.js';

const REQUEST_URL = /^[^\S\n]{0,20}Request URL:?\s{1,20}(https?:\/\/\S{1,8192})/im;
const METHOD = /^[^\S\n]{0,20}Request Method:?\s{1,20}([A-Z]{3,10})\b/im;
const STATUS = /^[^\S\n]{0,20}Status Code:?\s{1,20}(?:\u25cf\s{0,5})?(\d{3})\b/im;
/** `name: value`, and the name above its value as newer versions copy it. */
const LINE = /^(:?[\w-]{1,100}):(?: |\t|$)(.*)$/;
const SECTION = /^(General|Response headers|Request headers)\b/i;

/** Whether a text is the block of headers that the Network panel shows of one request. */
export const isDevtoolsHeaders = (text: string): boolean => REQUEST_URL.test(text) && METHOD.test(text);

/** The exchange that the block shows. */
export function devtoolsRequests(text: string): readonly ImportedRequest[] {
  const url = REQUEST_URL.exec(text)?.[1];
  const method = METHOD.exec(text)?.[1];
  if (url === undefined || method === undefined) return [];
  const headers: Record<'request' | 'response', HarHeader[]> = { request: [], response: [] };
  let section: 'request' | 'response' = 'response';
  const rows = text.split('\n').map((row) => row.trim());
  for (const [i, row] of rows.entries()) {
    const title = SECTION.exec(row)?.[1];
    if (title !== undefined) section = /request/i.test(title) ? 'request' : 'response';
    const [, name = '', rest = ''] = LINE.exec(row) ?? [];
    if (name === '' || /^(?:https?|request|status|remote|referrer)$/i.test(name)) continue;
    const value = rest.trim() === '' && !LINE.test(rows[i + 1] ?? '') ? (rows[i + 1] ?? '') : rest.trim();
    headers[sideOf(name) ?? section].push({ name, value });
  }
  const entry: HarEntry = {
    request: { method, url, headers: headers.request },
    response: { status: Number(STATUS.exec(text)?.[1] ?? 0), headers: headers.response },
  };
  return importEntries({ entries: [entry], pages: new Map() }, 'devtools-headers');
}

/** Headers that only requests or only responses have. */
function sideOf(name: string): 'request' | 'response' | undefined {
  const lower = byteLowercase(name);
  if (
    /^(?:access-control-(?:allow|expose|max)|server$|vary$|set-cookie$|www-authenticate$|location$|etag$|cf-ray$|x-powered-by$|last-modified$|content-security-policy$|strict-transport)/.test(
      lower,
    )
  )
    return 'response';
  if (
    lower === 'date' ||
    lower === 'via' ||
    lower === 'connection' ||
    lower === 'transfer-encoding' ||
    lower === 'content-length' ||
    lower === 'keep-alive'
  )
    return undefined;
  return lower.startsWith(':') ||
    isForbiddenRequestHeader(name, '') ||
    /^(?:accept|accept-language|authorization|user-agent|priority)$/.test(lower)
    ? 'request'
    : undefined;
}
