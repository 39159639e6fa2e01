import { byteLowercase, type HeaderList } from '@corsmith/protocol';
import { ImportError } from './import-error.js';
import type { ImportedRequest } from './imported-request.js';
import { type Literal, type LiteralReader, literalReader, UNKNOWN } from './javascript-literal.js';
import { pageRequestOf } from './page-request.js';

/** `axios({`, `axios.put(`, `$.ajax(`, `this.http.get<User>(`. */
const CALL =
  /(?<![\w$.])((?:[\w$]{1,40}\.){0,4})(axios|ofetch|\$fetch|useFetch|ky|got|get|post|put|patch|delete|head|request|ajax|getJSON)(?:<[^()\n]{0,80}>)?\s{0,20}\(\s{0,200}(?=["'`{])/g;
const XHR = /([\w$.]{1,60})\.open\(\s{0,20}(['"`])([A-Za-z]{1,20})\2\s{0,20},\s{0,20}(['"`])([^'"`\n]{1,8192})\4/g;

/** Libraries whose calls are requests even if the URL is relative. */
const CLIENT = /(?:^|\.)(?:axios|ky|got|superagent|\$|jQuery|\$http|http|httpClient)\.$/;
const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head'];

/** Whether a text has a call of a library that sends requests, or an XMLHttpRequest. */
export const hasRequestCode = (text: string): boolean => codeRequests(text).length > 0;

/** The requests that code of axios, jQuery, Angular, ky, superagent and of XMLHttpRequest makes. */
export function codeRequests(text: string): readonly ImportedRequest[] {
  const found: ImportedRequest[] = [];
  const calls = new RegExp(CALL);
  for (let call = calls.exec(text); call; call = calls.exec(text)) {
    const reader = literalReader(text, calls.lastIndex);
    const given = argumentsOf(reader);
    const request = callRequest(call[1] ?? '', call[2] ?? '', given);
    if (!request) continue;
    found.push(request);
    calls.lastIndex = Math.max(calls.lastIndex, reader.at);
  }
  return [...found, ...xhrRequests(text)];
}

/** As far as they are literals. */
function argumentsOf(reader: LiteralReader): readonly Literal[] {
  const given: Literal[] = [];
  try {
    do given.push(reader.value());
    while (given.length < 4 && reader.take(',') && !reader.take(')'));
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
  }
  return given;
}

type Options = { readonly [key: string]: Literal };

const isObject = (literal: Literal): literal is Options =>
  typeof literal === 'object' && literal !== null && !Array.isArray(literal);

function callRequest(receiver: string, name: string, given: readonly Literal[]): ImportedRequest | undefined {
  const [first] = given;
  const url = typeof first === 'string' ? first : isObject(first) ? textOf(first.url) : undefined;
  const isClient =
    CLIENT.test(receiver) || ['axios', 'ofetch', '$fetch', 'useFetch', 'ky', 'got', 'ajax', 'getJSON'].includes(name);
  if (url === undefined || !(/^https?:\/\//i.test(url) || (isClient && url.startsWith('/')))) return undefined;
  const options = given.filter(isObject);
  const meant = name === 'post' || name === 'put' || name === 'patch' ? options.slice(-1) : options;
  const settings: Options = Object.fromEntries(meant.flatMap((one) => Object.entries(one)));
  const hasData = METHODS.includes(name) && given.length > 1 && ['post', 'put', 'patch'].includes(name);
  const method = textOf(settings.method) ?? textOf(settings.type) ?? (METHODS.includes(name) ? name : 'get');
  const isForm = /(?:^|\.)(?:\$|jQuery)\.$/.test(receiver);
  const data = settings.data ?? settings.json ?? settings.body ?? (hasData ? given[1] : undefined);
  return pageRequestOf({
    source: 'code',
    url,
    method: method.toUpperCase(),
    headers: withType(headersOf(settings), textOf(settings.contentType) ?? typeOf(data, isForm)),
    ...(data !== undefined && { body: typeof data === 'string' ? data : '{}' }),
    says: { initiator: 'xhr', ...(hasCredentials(settings) && { credentials: 'include' as const }) },
  });
}

const textOf = (literal: Literal): string | undefined => (typeof literal === 'string' ? literal : undefined);

const typeOf = (data: Literal, isForm: boolean): string | undefined =>
  !isObject(data) ? undefined : isForm ? 'application/x-www-form-urlencoded' : 'application/json';

const withType = (headers: HeaderList, type: string | undefined): HeaderList =>
  type === undefined || headers.some(([name]) => byteLowercase(name) === 'content-type')
    ? headers
    : [...headers, ['Content-Type', type]];

function hasCredentials({ withCredentials, credentials, xhrFields }: Options): boolean {
  return (
    withCredentials === true || credentials === 'include' || (isObject(xhrFields) && xhrFields.withCredentials === true)
  );
}

/** Angular's `new HttpHeaders({…})` is an expression; its object is read by itself. */
const headersOf = ({ headers }: Options): HeaderList =>
  isObject(headers)
    ? Object.entries(headers).map(([name, value]) => [name, value === UNKNOWN ? 'unknown' : String(value)])
    : [];

/** `xhr.open('PUT', url)`, with what is set on the same variable up to its next `open`. */
function xhrRequests(text: string): readonly ImportedRequest[] {
  const opens = [...text.matchAll(XHR)];
  return opens.flatMap(({ index, 1: name = '', 3: method = '', 5: url = '' }, i) => {
    if (!/^(?:https?:)?\/|^\.{0,2}\//.test(url)) return [];
    const rest = text.slice(index, opens[i + 1]?.index ?? index + LONGEST_SCRIPT);
    const set = [
      ...rest.matchAll(
        /\.setRequestHeader\(\s{0,20}(['"`])([\w-]{1,100})\1\s{0,20},\s{0,20}(?:(['"`])([^'"`\n]{0,500})\3)?/g,
      ),
    ];
    const isIncluded =
      rest.includes(`${name}.withCredentials = true`) || /\.withCredentials\s{0,5}=\s{0,5}(?:true|!0)/.test(rest);
    return [
      pageRequestOf({
        source: 'code',
        url,
        method: method.toUpperCase(),
        headers: set.map(([, , header = '', , value = 'unknown']) => [header, value]),
        says: { initiator: 'xhr', ...(isIncluded && { credentials: 'include' as const }) },
      }),
    ];
  });
}

/** In characters. */
const LONGEST_SCRIPT = 10_000;
