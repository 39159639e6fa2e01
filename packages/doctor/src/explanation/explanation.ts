import {
  byteLowercase,
  isSameOrigin,
  meaningOf,
  originOf,
  originProblem,
  type PageRequest,
  type ParsedMessage,
  parseUrl,
  remedyOf,
} from '@corsmith/protocol';
import { likelyCauses } from './likely-causes.js';
import { causeTitle, fixSentence } from './named-cause.js';

/** What a console message means and what to do about it, as far as known without sending a request. */
export interface Explanation {
  readonly message: ParsedMessage;
  /** What it is, where the kind of the message does not say it. */
  readonly title?: string;
  /** In plain words. */
  readonly meaning: string;
  /** Most likely first; a single one is certain. */
  readonly causes: readonly { readonly id: string; readonly title: string }[];
  /** What to do about the first. */
  readonly remedy?: string;
  /** What else helps. */
  readonly hint?: string;
  /** The page's request to send for real, as far as the message shows it. */
  readonly request?: Omit<PageRequest, 'origin'> & { readonly origin?: string };
  /** What the message does not say about that request, in sentences. */
  readonly open: readonly string[];
}

export function explainMessage(message: ParsedMessage): Explanation {
  const ids = likelyCauses(message);
  const remedy = remedyOf(message) ?? fixSentence(ids[0]);
  return {
    message,
    meaning: meaningOf(message),
    causes: ids.map((id) => ({ id, title: causeTitle(id) })),
    ...(remedy !== undefined && { remedy }),
    ...requestOf(message),
  };
}

/** Codes of requests with credentials only. */
const WITH_CREDENTIALS = ['WildcardOriginNotAllowed', 'InvalidAllowCredentials'];

function requestOf(message: ParsedMessage): Pick<Explanation, 'request' | 'open'> {
  const { url: last, redirectedFrom: url = last, origin, initiator } = message;
  const code = message.kind === 'error' ? message.code : undefined;
  if (url === undefined || !/^https?:/.test(url) || !parseUrl(url) || !isCheckable(message)) return { open: [] };
  const isPreflighted = message.kind === 'error' && message.stage === 'preflight';
  const header = code === 'HeaderDisallowedByPreflightResponse' ? message.parameter : undefined;
  const method = (code === 'MethodDisallowedByPreflightResponse' ? message.parameter : undefined) ?? message.method;
  const isKnownOrigin =
    origin !== undefined &&
    originProblem(origin) === undefined &&
    (message.redirectedFrom !== undefined || !isSameOrigin(origin, originOf(url) ?? ''));
  const isAssumed = isPreflighted && method === undefined && header === undefined;
  const headers = isAssumed
    ? [['Content-Type', 'application/json'] as const]
    : header === undefined
      ? []
      : [headerLine(header)];
  return {
    request: {
      ...(isKnownOrigin && { origin }),
      url,
      ...(isAssumed ? { method: 'POST' } : method !== undefined && { method }),
      ...(headers.length > 0 && { headers }),
      ...(code !== undefined && WITH_CREDENTIALS.includes(code) && { credentials: 'include' as const }),
      ...(initiator && initiator !== 'fetch' && { initiator }),
    },
    open: [...(isAssumed ? ['The message does not contain the method and headers; a POST with JSON is assumed.'] : [])],
  };
}

/** A check shows what the network and the server do, not what the page or the browser forbids. */
const isCheckable = (message: ParsedMessage): boolean =>
  message.kind !== 'not-cors' ||
  !['not-cors', 'opaque-response', 'cross-origin-resource-policy'].includes(message.cause);

const headerLine = (name: string): readonly [string, string] => [
  name,
  byteLowercase(name) === 'content-type' ? 'application/json' : '1',
];
