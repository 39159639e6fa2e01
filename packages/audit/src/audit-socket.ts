import { get, remove } from '@corsmith/protocol';
import type { Attempts } from './attempts.js';
import { firstContact, type Origins, strangersOf, type Unknown } from './baseline.js';
import type { Context } from './classify.js';
import type { AuditRequest, Finding } from './finding.js';
import { createOriginProber, isAllowedSomehow, type OriginProber } from './origin-prober.js';
import type { Wires } from './requests.js';
import { screen } from './screening.js';
import type { Located, Sender } from './sender.js';
import { createSentinel, type Sentinel } from './sentinel.js';
import { type Sessions, socketHijacking } from './socket-finding.js';
import { baseOf, exampleOf, RESERVED_HOST, strangerUnder, type Target } from './target.js';
import { handshakesFor, isSocketUrl, judgeSocket } from './websocket.js';

export interface SocketAudit {
  readonly finding?: Finding | undefined;
  /** Whether there is a WebSocket at all. */
  readonly isSocket: boolean;
  /** Origins that should be allowed. */
  readonly trusted: readonly string[];
  readonly notes: readonly string[];
  readonly prober: OriginProber;
  readonly sentinel: Sentinel;
  /** The response to the first handshake. */
  readonly first: Located | undefined;
}

interface Opening {
  readonly request: AuditRequest;
  readonly unknown: Unknown;
  /** The likeliest to be allowed. */
  readonly candidates: Origins;
  readonly sender: Sender;
  readonly wiresFor: (origin: string) => Wires;
  readonly attempts: Attempts;
}

/** What says that there is a WebSocket, although this handshake was refused. */
const REFUSED = [400, 401, 403, 407];

/**
 * Opens the WebSocket from the same origins as the other audit. CORS does not apply to it: whatever is accepted has the
 * visitor's cookies, and no preflight comes before it.
 */
export async function auditSocket({ request, unknown, candidates, ...rest }: Opening): Promise<SocketAudit> {
  const { sender, wiresFor, attempts } = rest;
  const { url, key } = unknown;
  const given = request.trusted ?? [];
  const handshakes = handshakesFor(wiresFor, request);
  const prober = createOriginProber(sender, {
    wiresFor: handshakes,
    judge: judgeSocket(url),
    mayRead: () => true,
  });
  const open = (origins: readonly string[]) =>
    prober.probe(
      origins.map((origin) => ({ ...firstContact(origin, ['reading']), why: 'the handshake of a WebSocket' })),
    );
  const [candidate] = candidates;
  await open([candidate]);
  const first = prober.resultOf(candidate)?.actual;
  const status = first?.response?.status;
  const sentinel = createSentinel(
    sender,
    watched(first, () => handshakes(candidate).actual),
  );
  const known = { prober, sentinel, first, trusted: given, notes: [] };
  const isNamed = isSocketUrl(request.url);
  if (status !== 101 && !(isNamed && REFUSED.includes(status ?? 0))) return { ...known, isSocket: false };

  const strangers = strangersOf(unknown);
  await open([...candidates.slice(1), ...strangers]);
  const allowed = candidates.filter((origin) => isAllowedSomehow(prober.resultOf(origin)));
  const isStrangerAllowed = isAllowedSomehow(prober.resultOf(strangers[0]));
  if (allowed.length === 0 && !isStrangerAllowed && status !== 403 && given.length === 0)
    return { ...known, isSocket: false };
  const trusted = given.length > 0 ? given : isStrangerAllowed ? [] : allowed;
  const own = baseOf(url.origin);
  const bases = (trusted.length > 0 ? trusted.map(exampleOf) : candidates.slice(0, 2)).flatMap(
    (origin) => baseOf(origin) ?? [],
  );
  const isReservedAllowed = isAllowedSomehow(prober.resultOf(`https://${RESERVED_HOST}`));
  const target: Target = {
    ...unknown,
    bases,
    ...(own && !bases.some(({ host }) => host === own.host) && { own }),
    attackerHost: isReservedAllowed && !isStrangerAllowed ? strangerUnder('com', key) : RESERVED_HOST,
  };
  const context: Context = { target, trusted, prober, attempts, token: [] };
  if (!isStrangerAllowed)
    await screen(context, {
      sentinel,
      thorough: request.thorough ?? false,
      preflights: 'alike',
      reading: true,
    });
  const sessions = isStrangerAllowed ? await sessionsOf(request, sender, handshakes(candidate).actual) : 'checked';
  const unaccepted = given.filter((one) => !isAllowedSomehow(prober.resultOf(exampleOf(one))));
  return {
    ...known,
    trusted,
    isSocket: true,
    finding: socketHijacking(context, sessions),
    notes:
      unaccepted.length > 0
        ? [`The server accepts no WebSocket from ${unaccepted.join(', ')} (status ${status ?? 'none'}).`]
        : [],
  };
}

/** A server that denies the handshake without the cookie identifies the visitor by it. */
async function sessionsOf({ headers = [] }: AuditRequest, sender: Sender, wire: Wires['actual']): Promise<Sessions> {
  const secret = get(headers, 'cookie') !== undefined ? 'cookie' : 'authorization';
  if (get(wire.headers, secret) === undefined || get(headers, secret) === undefined) return 'unknown';
  const [without] = await sender.send([
    { request: { ...wire, headers: remove(wire.headers, secret) }, why: 'a handshake without the session' },
  ]);
  const status = without?.response?.status;
  return status !== undefined && status !== 101 && status !== 429 && status < 500 ? 'required' : 'unknown';
}

const watched = (first: Located | undefined, request: () => Wires['actual']) =>
  first?.response
    ? [{ seen: first, question: () => ({ request: request(), why: 'whether the server still responds as it did' }) }]
    : [];
