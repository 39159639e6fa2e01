import { createProbe, type ProbeOptions } from '@corsmith/doctor';
import { defined } from '@corsmith/protocol';
import { detectStacks } from '@corsmith/stacks';
import { auditSocket } from './audit-socket.js';
import { auditSocketUrl } from './audit-socket-url.js';
import { type Baseline, candidatesOf, firstContact, measureBaseline, type Origins, strangersOf } from './baseline.js';
import { type CacheGuard, checkCaches } from './cache-guard.js';
import { cachePoisoning, poisoningByKey } from './cache-poisoning.js';
import { type Context, classify, harmlessOf, isNamed } from './classify.js';
import type { Audit, AuditRequest } from './finding.js';
import { fixFor } from './fix.js';
import { notesOf, unfinishedBecause } from './notes.js';
import { createOriginProber, isNamedIn, type OriginProber } from './origin-prober.js';
import type { ResolveHost } from './private-network.js';
import { judging } from './reach.js';
import { bare, secretHeaders, type Wires } from './requests.js';
import { screen } from './screening.js';
import { createSender, type Located, type Sender, type SenderOptions } from './sender.js';
import { createSentinel, type Watched } from './sentinel.js';
import { startOf, sumOf, unreachable } from './start.js';
import { requiredToken } from './token.js';
import { isSocketUrl, mayOpenSockets, withHandshakes } from './websocket.js';
import { wildcardOnPrivateNetwork } from './wildcard-on-private-network.js';

export interface AuditOptions
  extends Pick<ProbeOptions, 'timeoutMs' | 'signal' | 'ca' | 'direct'>,
    Partial<SenderOptions> {
  /** Resolves the server's name; default: the system's resolver. */
  readonly resolve?: ResolveHost;
}

/** Enough for four origins with all probe origins derived from them. */
export const MAX_REQUESTS = 400;
/** A browser's limit for one host. */
const CONCURRENCY = 6;
/** In bytes: enough to detect the stack. */
const BODY_LIMIT = 4096;
/** In milliseconds. */
const TIMEOUT_MS = 10_000;
/** In milliseconds, since there may be hundreds of bodies that never end. */
const BODY_TIMEOUT_MS = 300;

/**
 * Finds insecure origin checks that can be exploited from a browser. Sends only GET and OPTIONS, each with its own query, a
 * few at a time.
 */
export async function audit(request: AuditRequest, options: AuditOptions = {}): Promise<Audit> {
  const {
    timeoutMs,
    signal,
    ca,
    direct,
    concurrency = CONCURRENCY,
    maxRequests = MAX_REQUESTS,
    progress,
    resolve,
  } = options;
  const probe = createProbe({
    bodyLimit: BODY_LIMIT,
    bodyTimeoutMs: BODY_TIMEOUT_MS,
    ...defined({ timeoutMs, signal, ca, direct }),
  });
  const opening = {
    timeoutMs: timeoutMs ?? TIMEOUT_MS,
    signal: signal ?? NEVER,
    ...defined({ ca, direct }),
  };
  const sender = createSender(withHandshakes(probe, opening), { concurrency, maxRequests, progress });
  try {
    return await (isSocketUrl(request.url) ? auditSocketUrl : auditWith)(request, sender, resolve);
  } finally {
    probe.close();
  }
}

const NEVER = new AbortController().signal;

async function auditWith(request: AuditRequest, sender: Sender, resolve: ResolveHost | undefined): Promise<Audit> {
  const { url, key, given, known, wiresFor, attempts, network } = await startOf(request, resolve);
  let guard: CacheGuard = { state: 'safe' };
  const prober = createOriginProber(sender, {
    wiresFor,
    judge: judging(attempts),
    mayRead: () => guard.state === 'safe',
  });

  const candidate = await contact(candidatesOf(given, url), given.length > 0, prober);
  const failed = unreachable(known, sender);
  if (failed) return failed;
  const refusesQueries = given.length > 0 && (await isRefusedForQuery(url.href, candidate, prober, sender, wiresFor));
  const unknown = { url, key, network: await network() };
  guard = await guardFor(candidate, { sender, prober, wiresFor, stranger: strangersOf(unknown)[0] });
  const reading = guard.state === 'safe';
  const sendOne = async (wire: Wires['actual'], why: string) => (await sender.send([{ request: wire, why }]))[0];
  const plain = reading
    ? await sendOne(bare(wiresFor('null').actual), 'without Origin, as for a link or an image')
    : prober.resultOf(candidate)?.actual;
  const baseline = await measureBaseline(unknown, given, plain?.response, prober);
  const { trusted, target, otherOrigins, allowedOrigin, isOpen, preflights } = baseline;
  const sentinel = createSentinel(sender, watchedOf(candidate, { baseline, plain, prober, wiresFor, reading }));
  const screening: Context = { target, trusted, prober, attempts, token: [] };
  if (!isOpen) await screen(screening, { sentinel, thorough: request.thorough ?? false, preflights, reading });

  const pair = allowedOrigin && {
    trusted: allowedOrigin,
    url: url.href,
    requests: () => ({ trusted: wiresFor(allowedOrigin).actual, other: wiresFor(otherOrigins[0]).actual }),
  };
  const poisoned =
    guard.state === 'ignores-query'
      ? poisoningByKey(pair || { trusted: candidate, url: url.href }, guard.proof)
      : pair &&
        reading &&
        (await cachePoisoning(sender, pair, [
          prober.resultOf(pair.trusted)?.actual,
          prober.resultOf(otherOrigins[0])?.actual,
        ]));
  const responses = [plain, prober.resultOf(candidate)?.actual].map((one) => one?.response);
  const socket =
    reading && sender.stopped === undefined && mayOpenSockets(target, responses)
      ? await auditSocket({ request, unknown, candidates: [candidate], sender, wiresFor, attempts })
      : undefined;
  const token = await requiredToken(secretHeaders(request), prober.resultOf(candidate)?.actual, (names) =>
    sendOne(without(wiresFor(candidate).actual, names), 'without the token, which browsers don’t send on their own'),
  );
  await sentinel.look('all');
  const context: Context = { ...screening, token };
  const findings = [
    ...classify(context),
    ...[wildcardOnPrivateNetwork(context, otherOrigins), poisoned, socket?.finding].flatMap((one) => one || []),
  ];
  const stack = detectStacks(sender.exchanges);
  const fix = fixFor(stack[0]?.id, trusted, allowedOrigin === undefined ? undefined : prober.resultOf(allowedOrigin));
  const unsentByClass = new Map(prober.unsent);
  for (const [id, count] of socket?.prober.unsent ?? []) unsentByClass.set(id, (unsentByClass.get(id) ?? 0) + count);
  const unsent = sumOf(unsentByClass);
  const unfinished = unfinishedBecause(sender, sentinel, guard, unsent, refusesQueries);
  return {
    ...known,
    trusted,
    findings,
    harmless: harmlessOf(context),
    finished: unfinished.length === 0,
    unfinished,
    unsent,
    unsentByClass: Object.fromEntries(unsentByClass),
    notes: [...notesOf(plain, given, baseline, prober), ...(socket?.notes ?? []), ...unfinished],
    ...(fix && findings.length > 0 && { fix }),
    stack,
    exchanges: sender.exchanges,
  };
}

/**
 * The first request must not leave a response in a cache that the site's own pages can't use: it has an allowed origin. If
 * none was given, preflights show which is; no cache stores them.
 */
async function contact(candidates: Origins, isGiven: boolean, prober: OriginProber): Promise<string> {
  const [first, ...others] = candidates;
  if (isGiven) {
    await prober.probe([firstContact(first, ['reading'])]);
    return first;
  }
  await prober.probe([firstContact(first, ['permission'])]);
  if (prober.resultOf(first)?.permission?.failure) return first;
  await prober.probe(others.map((origin) => firstContact(origin, ['permission'])));
  const chosen = candidates.find((origin) => isNamedIn(prober.resultOf(origin)?.permission, origin)) ?? first;
  await prober.probe([firstContact(chosen, ['reading'])]);
  return chosen;
}

/**
 * Whether an origin that was given is refused with the query that keeps the audit apart from real pages, and allowed without it:
 * some firewalls refuse queries that they do not know. Its own page sends the same request.
 */
async function isRefusedForQuery(
  url: string,
  origin: string,
  prober: OriginProber,
  sender: Sender,
  wiresFor: (origin: string) => Wires,
): Promise<boolean> {
  const response = prober.resultOf(origin)?.actual?.response;
  if (!response || response.status < 400 || isNamed(prober, origin)) return false;
  const request = { ...wiresFor(origin).actual, url };
  const [plain] = await sender.send([{ request, why: 'without a query, as the origin’s own page sends it' }]);
  return isNamedIn(plain, origin);
}

interface Contact {
  readonly sender: Sender;
  readonly prober: OriginProber;
  readonly wiresFor: (origin: string) => Wires;
  readonly stranger: string;
}

const guardFor = (candidate: string, { sender, prober, wiresFor, stranger }: Contact): Promise<CacheGuard> =>
  checkCaches({
    first: prober.resultOf(candidate)?.actual,
    allowedOrigin: candidate,
    again: async () => {
      const why = 'whether a cache in front heeds the query';
      return (await sender.send([{ request: wiresFor(candidate).actual, why }]))[0];
    },
    asStranger: async () => {
      await prober.probe([{ ...firstContact(stranger, ['reading']), why: 'an unknown site (reflects-any-origin)' }]);
      return prober.resultOf(stranger)?.actual;
    },
    preflightOfStranger: async () => {
      await prober.probe([{ ...firstContact(stranger, ['permission']), why: 'an unknown site (reflects-any-origin)' }]);
      return prober.resultOf(stranger)?.permission;
    },
  });

interface Seen extends Pick<Contact, 'prober' | 'wiresFor'> {
  readonly baseline: Baseline;
  readonly plain: Located | undefined;
  readonly reading: boolean;
}

/** The first requests: what the server responded with before it could know of an audit. */
function watchedOf(candidate: string, { prober, wiresFor, reading }: Seen): readonly Watched[] {
  const { actual, permission } = prober.resultOf(candidate) ?? {};
  const why = 'whether the server still responds as it did';
  const watched = (seen: Located | undefined, part: 'actual' | 'permission'): readonly Watched[] =>
    seen?.response ? [{ seen, question: () => ({ request: wiresFor(candidate)[part], why }) }] : [];
  return [...(reading ? watched(actual, 'actual') : []), ...watched(permission, 'permission')];
}

const without = (wire: Wires['actual'], names: readonly string[]): Wires['actual'] => ({
  ...wire,
  headers: wire.headers.filter(([name]) => !names.includes(name)),
});
