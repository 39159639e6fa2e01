import { randomBytes } from 'node:crypto';
import { createProbe, type ProbeOptions } from '@corsmith/doctor';
import { detectStacks } from '@corsmith/stacks';
import { measureBaseline } from './baseline.js';
import { cachePoisoning } from './cache-poisoning.js';
import { specialCharacters } from './classes/special-characters.js';
import { weaknesses } from './classes.js';
import { type Context, classify, harmlessOf } from './classify.js';
import type { Audit, AuditRequest } from './finding.js';
import { fixFor } from './fix.js';
import { notesOf } from './notes.js';
import { createOriginProber, firstOf } from './origin-prober.js';
import { networkOf, type ResolveHost } from './private-network.js';
import { attemptsOf, bare, requestsFor } from './requests.js';
import { createSender, type Sender, type SenderOptions } from './sender.js';
import { wildcardOnPrivateNetwork } from './wildcard-on-private-network.js';

export interface AuditOptions extends Pick<ProbeOptions, 'timeoutMs' | 'signal' | 'ca'>, Partial<SenderOptions> {
  /** Resolves the server's name; default: the system's resolver. */
  readonly resolve?: ResolveHost;
}

/** Enough for four origins with all probe origins derived from them. */
export const MAX_REQUESTS = 400;
/** A browser's limit for one host. */
const CONCURRENCY = 6;
/** In bytes: enough to detect the stack. */
const BODY_LIMIT = 4096;
/** In milliseconds, since there may be hundreds of bodies that never end. */
const BODY_TIMEOUT_MS = 300;

/**
 * Finds insecure origin checks that can be exploited from a browser. Sends only GET and OPTIONS, each with its own query, a
 * few at a time.
 */
export async function audit(request: AuditRequest, options: AuditOptions = {}): Promise<Audit> {
  const { timeoutMs, signal, ca, concurrency = CONCURRENCY, maxRequests = MAX_REQUESTS, progress, resolve } = options;
  const probe = createProbe({
    bodyLimit: BODY_LIMIT,
    bodyTimeoutMs: BODY_TIMEOUT_MS,
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(signal && { signal }),
    ...(ca && { ca }),
  });
  try {
    return await auditWith(request, createSender(probe, { concurrency, maxRequests, progress }), resolve);
  } finally {
    probe.close();
  }
}

async function auditWith(request: AuditRequest, sender: Sender, resolve: ResolveHost | undefined): Promise<Audit> {
  const url = new URL(request.url);
  url.hash = '';
  const key = randomBytes(4).toString('hex');
  const given = request.trusted ?? [];
  const known = { url: request.url, credentials: request.credentials ?? 'any', trusted: given } as const;
  const wiresFor = await requestsFor({ ...request, url: url.href }, key);

  const [plain] = await sender.send([bare(wiresFor('null').actual)]);
  if (plain?.failure) {
    const nothing = { findings: [], harmless: [], notes: [], stack: [], unsent: 0 };
    return { ...known, ...nothing, failure: plain.failure, exchanges: sender.exchanges };
  }
  const prober = createOriginProber(sender, wiresFor, attemptsOf({ ...request, url: url.href }));
  const network = await networkOf(url, resolve);
  const baseline = await measureBaseline({ url, key, network }, given, plain?.response, prober);
  const { trusted, target, otherOrigins, allowedOrigin, isOpen } = baseline;
  const context: Context = { target, trusted, prober };
  if (!isOpen) await tryAll(context);
  const requestsOf = (origin: string) => () => ({
    trusted: wiresFor(origin).actual,
    other: wiresFor(otherOrigins[0]!).actual,
  });
  const poisoned =
    allowedOrigin && (await cachePoisoning(sender, { trusted: allowedOrigin, requests: requestsOf(allowedOrigin) }));
  const findings = [
    ...classify(context),
    ...[wildcardOnPrivateNetwork(context, otherOrigins), poisoned].flatMap((one) => one || []),
  ];
  const stack = detectStacks(sender.exchanges);
  const fix = fixFor(stack[0]?.id, trusted, allowedOrigin === undefined ? undefined : prober.resultOf(allowedOrigin));
  return {
    ...known,
    trusted,
    findings,
    harmless: harmlessOf(context),
    unsent: sender.unsent,
    notes: notesOf(plain, given, baseline, { prober, sender }),
    ...(fix && findings.length > 0 && { fix }),
    stack,
    exchanges: sender.exchanges,
  };
}

/** Probes every origin that only a flawed check allows. A check without an end accepts any character, so characters are not probed then. */
async function tryAll(context: Context): Promise<void> {
  const { target, prober } = context;
  const classes = weaknesses.filter(({ id }) => id !== specialCharacters.id).map(({ origins }) => origins(target));
  await prober.probe(
    classes.flatMap((probes) => firstOf(probes, 2)),
    'whole',
  );
  await prober.probe(
    classes.flat().map(({ origin }) => origin),
    'reading',
  );
  const found = new Set(classify(context).map(({ id }) => id));
  if (specialCharacters.impliedBy.some((id) => found.has(id))) return;
  const probes = specialCharacters.origins(target);
  await prober.probe(firstOf(probes, 1), 'whole');
  await prober.probe(
    probes.map(({ origin }) => origin),
    'reading',
  );
}
