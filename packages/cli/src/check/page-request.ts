import { maskText } from '@corsmith/evidence';
import {
  defined,
  type HeaderList,
  isForbiddenMethod,
  isToken,
  normalizeMethod,
  originProblem,
  type PageRequest,
} from '@corsmith/protocol';
import type { UsageProblem } from '../usage-error.js';
import { parseHeader } from './header.js';
import { urlProblem } from './url.js';

/** The flags that describe the page's request, as they were written. */
export interface RequestFlags {
  readonly origin?: string;
  readonly request?: string;
  readonly header?: readonly string[];
  readonly credentials?: boolean;
  readonly mode?: NonNullable<PageRequest['mode']>;
  readonly redirect?: NonNullable<PageRequest['redirect']>;
  readonly initiator?: NonNullable<PageRequest['initiator']>;
}

/** The page's request as the command line describes it, or every problem in it at once. */
export function parsePageRequest(
  url: string,
  flags: RequestFlags,
  body: PageRequest['body'],
): { readonly request: PageRequest } | { readonly problems: readonly UsageProblem[] } {
  const method = flags.request ?? (body === undefined ? 'GET' : 'POST');
  const parsed = (flags.header ?? []).map(parseHeader);
  const headers: HeaderList = parsed.flatMap((one) => ('header' in one ? [one.header] : []));
  const problems = [
    urlProblem(url),
    originFlagProblem(flags.origin),
    methodProblem(method, body),
    ...parsed.map((one) => ('problem' in one ? one.problem : undefined)),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0 || flags.origin === undefined) return { problems };
  const { mode, redirect, initiator } = flags;
  return {
    request: {
      origin: flags.origin,
      url,
      method,
      ...(headers.length > 0 && { headers }),
      ...(body !== undefined && { body }),
      ...(flags.credentials && { credentials: 'include' }),
      ...defined({ mode, redirect, initiator }),
    },
  };
}

function originFlagProblem(origin: string | undefined): UsageProblem | undefined {
  if (origin === undefined)
    return {
      message: '--origin is missing: the origin of the page that makes the request.',
      hint: 'Pass it, such as --origin http://localhost:5173',
    };
  if (origin.includes('*'))
    return {
      message: `--origin '${maskText(origin)}' is a pattern, not the origin of a page.`,
      hint: 'Pass the origin of one page, such as --origin https://app.example.com',
    };
  const problem = originProblem(origin);
  if (!problem) return undefined;
  const message = `--origin '${maskText(origin)}': ${problem.message}`;
  if (problem.suggestion !== undefined) return { message, hint: `Write --origin ${problem.suggestion}` };
  return origin.startsWith('file:')
    ? { message, hint: 'A page opened from a file has the origin null: --origin null' }
    : { message };
}

function methodProblem(method: string, body: PageRequest['body']): UsageProblem | undefined {
  if (!isToken(method)) return { message: `'${method}' is not a valid method.` };
  if (isForbiddenMethod(method)) return { message: `fetch() does not allow the method ${method}.` };
  if (body !== undefined && ['GET', 'HEAD'].includes(normalizeMethod(method)))
    return { message: `fetch() does not allow a body with ${method}.`, hint: 'Leave out --data, or use -X POST' };
  return undefined;
}
