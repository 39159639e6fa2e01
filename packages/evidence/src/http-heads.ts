import { byteLowercase, type HeaderList, parseUrl } from '@corsmith/protocol';
import type { HarEntry, HarHeader } from './har-file.js';

/** The head of a request or a response, as it stands in a text. */
export type HttpHead =
  | { readonly kind: 'request'; readonly method: string; readonly target: string; readonly headers: HeaderList }
  | { readonly kind: 'response'; readonly status: number; readonly headers: HeaderList };

const REQUEST_LINE = /^([A-Z]{3,10}) (\S{1,8192})(?: HTTP\/[\d.]{1,3})$/;
const STATUS_LINE = /^HTTP\/[\d.]{1,3}(?: |$)(\d{3})?(.{0,100})/;
const HEADER_LINE = /^([\w!#$%&'*+.^`|~-]{1,100}): ?(.*)$/;
/** What `curl -v`, quotations and indents put before a line. */
const MARGIN = /^[\s>|\u2502]{0,20}(?:< ?)?/;

/** Every head in a text: raw, as `curl -v` and `curl -i`, HTTPie and `wget -S` print them. Interim responses are left out. */
export function httpHeads(text: string): readonly HttpHead[] {
  const heads: HttpHead[] = [];
  let headers: [string, string][] | undefined;
  for (const raw of text.split('\n')) {
    const line = raw.replace(MARGIN, '').trimEnd();
    const [, method, target] = REQUEST_LINE.exec(line) ?? [];
    const status = STATUS_LINE.exec(line);
    if (method !== undefined && target !== undefined) {
      headers = [];
      heads.push({ kind: 'request', method, target, headers });
    } else if (status) {
      headers = [];
      const isFinal = Number(status[1]) >= 200 && !/connection established/i.test(status[2] ?? '');
      if (isFinal) heads.push({ kind: 'response', status: Number(status[1]), headers });
    } else if (line === '') {
      headers = undefined;
    } else {
      const [, name, value] = HEADER_LINE.exec(line) ?? [];
      if (name !== undefined && value !== undefined) headers?.push([name, value.trim()]);
    }
  }
  return heads;
}

/** Requests with their responses. `sent` is the request of the command that printed them, if there is one. */
export function entriesOf(heads: readonly HttpHead[], text: string, sent?: HarEntry['request']): readonly HarEntry[] {
  const entries: HarEntry[] = [];
  let request: HarEntry['request'] | undefined;
  for (const head of heads) {
    if (head.kind === 'request') {
      if (request) entries.push({ request, response: NONE });
      const url = urlOf(head, text, sent?.url);
      request = url === undefined ? sent : { method: head.method, url, headers: pairs(head.headers) };
      continue;
    }
    const of = request ?? redirected(entries.at(-1)) ?? sent;
    if (of) entries.push({ request: of, response: { status: head.status, headers: pairs(head.headers) } });
    request = undefined;
  }
  return request ? [...entries, { request, response: NONE }] : entries;
}

const NONE: HarEntry['response'] = { status: 0, headers: [] };

const pairs = (headers: HeaderList): HarHeader[] => headers.map(([name, value]) => ({ name, value }));

/** `curl -i -L` prints the responses alone. */
function redirected(before: HarEntry | undefined): HarEntry['request'] | undefined {
  const location = before?.response.headers.find(({ name }) => byteLowercase(name) === 'location')?.value;
  const url = before && location !== undefined ? parseUrl(location, before.request.url) : undefined;
  return before && url ? { ...before.request, url: url.href } : undefined;
}

/** A head names the host in a header, and the scheme nowhere. */
function urlOf(
  { target, headers }: HttpHead & { kind: 'request' },
  text: string,
  command?: string,
): string | undefined {
  if (/^https?:/i.test(target)) return target;
  const host = headers.find(([name]) => /^(?:host|:authority)$/i.test(name))?.[1];
  const url = command === undefined ? undefined : parseUrl(target, command);
  if (url && (host === undefined || url.host === host)) return url.href;
  return host === undefined ? undefined : parseUrl(target, `${schemeFor(host, text)}//${host}/`)?.href;
}

/** `* Connected to api.example.com (203.0.113.7) port 443`, or what is usual for such a host. */
function schemeFor(host: string, text: string): string {
  const port = /\bConnected to \S{1,255} \([^)\n]{1,100}\) port (\d{1,5})/.exec(text)?.[1];
  if (port !== undefined)
    return port === '80' || (!/:\d+$/.test(host) && port !== '443')
      ? 'http:'
      : /SSL|TLS/.test(text) || port === '443'
        ? 'https:'
        : 'http:';
  return /^(?:localhost|127\.|0\.0\.0\.0|\[::1\]|192\.168\.|10\.)|:(?!443$)\d+$/.test(host) ? 'http:' : 'https:';
}
