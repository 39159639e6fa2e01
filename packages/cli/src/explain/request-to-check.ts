import type { Explanation } from '@corsmith/doctor';
import { defined, type PageRequest } from '@corsmith/protocol';
import { type CheckArguments, type CheckFlags, parseArguments } from '../check/arguments.js';
import { checkBody } from '../terminal/body-words.js';

/** A request whose origin may not be known. */
export type RequestToCheck = NonNullable<Explanation['request']>;

/** The words of the `corsmith check` command for this request, in groups that stay together. */
export function checkCommand({
  origin,
  url,
  headers = [],
  ...request
}: RequestToCheck): readonly (readonly string[])[] {
  const { method, body, credentials, mode, redirect, initiator } = request;
  const data = checkBody(body);
  return [
    ['corsmith', 'check', url],
    ['--origin', origin ?? 'ORIGIN-OF-YOUR-PAGE'],
    ...(method === undefined || method === (data.length > 0 ? 'POST' : 'GET') ? [] : [['-X', method]]),
    ...headers.map(([name, value]) => ['-H', `${name}: ${value}`]),
    ...data,
    ...(credentials === 'include' ? [['--credentials']] : []),
    ...(mode === undefined || mode === 'cors' ? [] : [['--mode', mode]]),
    ...(redirect === undefined || redirect === 'follow' ? [] : [['--redirect', redirect]]),
    ...(initiator === undefined || initiator === 'fetch' ? [] : [['--initiator', initiator]]),
  ];
}

/** What the command line adds to a request that was read from a text. */
export type GivenFlags = Pick<CheckFlags, 'origin' | 'send'>;

/**
 * The same as arguments of `check`, checked as if they had been typed.
 * @throws UsageError with every mistake at once, where the page's origin is not known too.
 */
export async function checkArguments(
  { url, headers = [], body, ...request }: RequestToCheck,
  { origin: given, ...flags }: GivenFlags,
): Promise<CheckArguments> {
  const { origin = given, method, credentials, mode, redirect, initiator } = request;
  const args = await parseArguments({
    arguments: [url],
    options: {
      ...flags,
      ...defined({ origin, request: method, mode, redirect, initiator }),
      header: headers.map(([name, value]) => `${name}: ${value}`),
      credentials: credentials === 'include',
    },
  });
  // Not as --data: a body that begins with @ would name a file.
  return { ...args, request: { ...args.request, ...(body !== undefined && { body }) } satisfies PageRequest };
}
