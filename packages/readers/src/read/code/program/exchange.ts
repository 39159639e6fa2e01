import type { Span } from '../../source-file.js';
import { asText, type Datum, type Native, NOTHING, native, unknown, written } from './datum.js';
import type { Pattern } from './program.js';

/** The request that a handler gets. */
export interface Given {
  readonly method: string;
  readonly origin: string | undefined;
  readonly at: Span;
}

export type Role = 'request' | 'response' | 'context' | 'next' | 'callback';

/** What a parameter of a handler is for, by its name and type. */
export function roleOf(parameter: Pattern): Role | undefined {
  if (parameter.kind !== 'bind') return undefined;
  const { name, type = '' } = parameter;
  if (/^_?(?:req|request|event|evt|ev)$/i.test(name) || /(?:Request|IncomingMessage|Event)\b/.test(type))
    return 'request';
  if (/^_?(?:res|resp|response|reply|rep)$/i.test(name) || /(?:Response|Reply)\b/.test(type)) return 'response';
  if (/^_?(?:ctx|c|context)$/.test(name) || /Context\b/.test(type)) return 'context';
  if (name === 'next') return 'next';
  return /^(?:cb|callback|done)$/.test(name) ? 'callback' : undefined;
}

/** The request as every framework shows it: `req.headers.origin`, `req.get('Origin')`, `event.httpMethod`. */
export function requestDatum(given: Given): Native {
  const method = written(given.method, given.at);
  const header = (name: string): Datum => {
    switch (name.toLowerCase()) {
      case 'origin':
        return given.origin === undefined ? NOTHING : written(given.origin, given.at, 'origin');
      case 'access-control-request-headers':
        return given.method === 'OPTIONS' ? written(REQUESTED_HEADERS, given.at) : NOTHING;
      case 'access-control-request-method':
        return given.method === 'OPTIONS' ? written('PUT', given.at) : NOTHING;
      default:
        return unknown(`it comes from the header ${name}`);
    }
  };
  const byName = native(([name]) => {
    const text = asText(name);
    return text === undefined ? unknown('it is computed') : header(text);
  }, header);
  const headers = native(undefined, (key) => (key === 'get' ? byName : key === 'has' ? undefined : header(key)));
  const request: Native = native(undefined, (key) => {
    if (/^(?:method|httpMethod)$/.test(key)) return method;
    if (/^(?:headers|multiValueHeaders)$/.test(key)) return headers;
    if (/^(?:header|get)$/.test(key)) return byName;
    if (/^(?:request|req|raw|node)$/.test(key)) return request;
    if (/^(?:requestContext|http)$/.test(key)) return request;
    return undefined;
  });
  return request;
}

/** What stands for the request headers of a preflight. */
export const REQUESTED_HEADERS = 'x-corsmith-requested';

/** What a handler sends. */
export interface Sent {
  status: number | undefined;
  isOver: boolean;
  isPassedOn: boolean;
  readonly headers: Map<string, { readonly name: string; readonly value: Datum; readonly at: Span }>;
}

export const nothingSent = (): Sent => ({ status: undefined, isOver: false, isPassedOn: false, headers: new Map() });

const WRITES = /(?:^|\.)(?:setHeader|set|header|append|appendHeader|addHeader|headers|writeHead|setHeaders)$/;
const ENDS = /(?:^|\.)(?:end|send|sendStatus|sendFile|json|redirect|text|html|body|Response)$/;
/** What a page or a server sends itself. */
const CLIENT =
  /(?:^|\.)(?:fetch|axios(?:\.\w+)?|\$http|\$fetch|ky|got|superagent|Request|HttpHeaders|XMLHttpRequest|ajax|requestFn)(?:$|\.|\()|^(?:https?|axios|api|client|got|ky)\.(?:get|post|put|patch|delete|request|create)$/;

/** Notes down what a call sends; the value of the call, if it is known. */
export function noteCall(sent: Sent, name: string, args: readonly Datum[], at: Span): Datum | undefined {
  if (CLIENT.test(name) || /HttpHeaders|XMLHttpRequest|axios/.test(name)) return undefined;
  const [first, second] = args;
  if (/\[\]=$/.test(name)) {
    const key = asText(first);
    if (key !== undefined && second && !/request|req\./i.test(name)) note(sent, key, second, at);
    if (key === 'statusCode' || key === 'status') sent.status = second?.kind === 'number' ? second.number : undefined;
    return undefined;
  }
  const key = asText(first);
  if (
    WRITES.test(name) &&
    first?.kind === 'text' &&
    key !== undefined &&
    second &&
    !/(?:^|\.)(?:req|request)\.headers\./.test(name)
  )
    note(sent, key, second, at);
  // res.vary('Origin') of Express and Koa, vary(res, 'Origin') of npm's package
  const varied = /(?:^|\.)vary$/.test(name) ? args.find(({ kind }) => kind === 'text' || kind === 'list') : undefined;
  if (varied) note(sent, 'vary', varied, at);
  for (const one of args) if (one.kind === 'map') noteMap(sent, one, at);
  if (/(?:status|writeHead|sendStatus|code)$/.test(name) && first?.kind === 'number') sent.status = first.number;
  if (ENDS.test(name)) sent.isOver = true;
  return undefined;
}

/** Headers in a map, or in its `headers`; its status. */
export function noteMap(sent: Sent, map: Extract<Datum, { kind: 'map' }>, at: Span): void {
  for (const [key, value] of map.entries) {
    if (/^(?:headers|multiValueHeaders)$/.test(key) && value.kind === 'map') noteMap(sent, value, at);
    else if (/^status(?:Code)?$/.test(key) && value.kind === 'number') sent.status = value.number;
    else if (value.kind !== 'map')
      note(sent, key, value, value.kind === 'text' && value.part === undefined ? value.at : at);
  }
}

function note(sent: Sent, name: string, value: Datum, at: Span): void {
  const lower = name.toLowerCase();
  if (!/^(?:access-control-|vary$)/.test(lower)) return;
  sent.headers.set(lower, {
    name: lower,
    value,
    at: value.kind === 'text' && value.at.from > at.from && value.at.to < at.to ? value.at : at,
  });
}

/** What a parameter is bound to. */
export function parameterDatum(role: Role | undefined, given: Given, sent: Sent): Datum {
  switch (role) {
    case 'request':
      return requestDatum(given);
    case 'context': {
      const request = requestDatum(given);
      return native(undefined, (key) =>
        /^(?:req|request|event)$/.test(key)
          ? request
          : /^(?:method|header|headers|get)$/.test(key) && key !== 'header'
            ? request.get(key)
            : undefined,
      );
    }
    case 'next':
      return native(() => {
        sent.isPassedOn = true;
        return unknown('the next handler decides it');
      });
    case 'callback':
      return native(([, result]) => {
        if (result?.kind === 'map') noteMap(sent, result, given.at);
        sent.isOver = true;
        return NOTHING;
      });
    default:
      return role === 'response' ? native(undefined) : unknown('it is a parameter');
  }
}
