import { randomBytes } from 'node:crypto';
import type { Audit, AuditRequest } from './finding.js';
import { networkOf, type ResolveHost } from './private-network.js';
import { attemptsOf, requestsFor } from './requests.js';
import type { Sender } from './sender.js';
import { handshakeUrl } from './websocket.js';

/** What every audit begins with. */
export async function startOf(request: AuditRequest, resolve: ResolveHost | undefined) {
  const url = new URL(handshakeUrl(request.url));
  url.hash = '';
  const key = newKey();
  const given = request.trusted ?? [];
  const known = { url: request.url, credentials: request.credentials ?? 'any', trusted: given } as const;
  const wiresFor = await requestsFor({ ...request, url: url.href }, key);
  const attempts = attemptsOf({ ...request, url: url.href });
  const network = once(() => networkOf(url, resolve));
  return { url, key, given, known, wiresFor, attempts, network };
}

const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= work();
    return made;
  };
};

/** Nothing is known but that there was no response. */
export const unreachable = (
  known: Pick<Audit, 'url' | 'credentials' | 'trusted'>,
  sender: Sender,
): Audit | undefined => {
  const failure = sender.exchanges.length === 1 ? sender.exchanges[0]?.failure : undefined;
  if (!failure) return undefined;
  const nothing = { findings: [], harmless: [], notes: [], stack: [], unsent: 0, unsentByClass: {}, unfinished: [] };
  return { ...known, ...nothing, finished: false, failure, exchanges: sender.exchanges };
};

export const sumOf = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, one) => sum + one, 0);

/** Eight letters from a to p. */
const newKey = (): string =>
  randomBytes(4)
    .toString('hex')
    .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
