import { randomBytes } from 'node:crypto';
import { createProbe, type ProbeOptions } from '@corsmith/doctor';
import { detectStacks } from '@corsmith/stacks';
import { getAcquainted } from './acquaintance.js';
import { type Asker, type Asking, createAsker } from './ask.js';
import { cachePoisoning } from './cache-poisoning.js';
import { specialCharacters } from './classes/special-characters.js';
import { weaknesses } from './classes.js';
import { type Context, classify, harmlessOf } from './classify.js';
import type { Audit, AuditRequest } from './finding.js';
import { firstOf, startInterview } from './interview.js';
import { notesOf } from './notes.js';
import { networkOf, type ResolveHost } from './private-network.js';
import { remedyFor } from './remedy.js';
import { attemptsOf, bare, requestsFor } from './requests.js';
import { wildcardOnPrivateNetwork } from './wildcard-on-private-network.js';

export interface AuditOptions extends Pick<ProbeOptions, 'timeoutMs' | 'signal' | 'ca'>, Partial<Asking> {
  /** How the server's name becomes addresses; default: as the system does it. */
  readonly resolve?: ResolveHost;
}

/** Enough for four origins with all that is made of them. */
export const MAX_REQUESTS = 400;
/** A browser's own limit for one host. */
const CONCURRENCY = 6;
/** Enough to recognise a server by. Bytes. */
const BODY_LIMIT = 4096;
/** Hundreds of answers whose bodies never end are not waited for as one is. Milliseconds. */
const BODY_TIMEOUT_MS = 300;

/**
 * Finds what is insecure in a server's list of origins, as far as a browser can be used for it. Sends GET and OPTIONS
 * only, each with a query of its own, a few at a time.
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
    return await auditWith(request, createAsker(probe, { concurrency, maxRequests, progress }), resolve);
  } finally {
    probe.close();
  }
}

async function auditWith(request: AuditRequest, asker: Asker, resolve: ResolveHost | undefined): Promise<Audit> {
  const url = new URL(request.url);
  url.hash = '';
  const key = randomBytes(4).toString('hex');
  const given = request.trusted ?? [];
  const known = { url: request.url, credentials: request.credentials ?? 'any', trusted: given } as const;
  const wiresFor = await requestsFor({ ...request, url: url.href }, key);

  const [plain] = await asker.ask([bare(wiresFor('null').actual)]);
  if (plain?.failure) {
    const nothing = { findings: [], harmless: [], notes: [], stack: [], unsent: 0 };
    return { ...known, ...nothing, failure: plain.failure, exchanges: asker.exchanges };
  }
  const interview = startInterview(asker, wiresFor, attemptsOf({ ...request, url: url.href }));
  const network = await networkOf(url, resolve);
  const acquaintance = await getAcquainted({ url, key, network }, given, plain?.response, interview);
  const { trusted, target, strangers, insider, isOpen } = acquaintance;
  const context: Context = { target, trusted, interview };
  if (!isOpen) await tryAll(context);
  const ask = (origin: string) => () => ({
    trusted: wiresFor(origin).actual,
    stranger: wiresFor(strangers[0]!).actual,
  });
  const poisoned = insider && (await cachePoisoning(asker, { trusted: insider, ask: ask(insider) }));
  const findings = [
    ...classify(context),
    ...[wildcardOnPrivateNetwork(context, strangers), poisoned].flatMap((one) => one || []),
  ];
  const stack = detectStacks(asker.exchanges);
  const fix = remedyFor(stack[0]?.id, trusted, insider === undefined ? undefined : interview.of(insider));
  return {
    ...known,
    trusted,
    findings,
    harmless: harmlessOf(context),
    unsent: asker.unsent,
    notes: notesOf(plain, given, acquaintance, { interview, asker }),
    ...(fix && findings.length > 0 && { fix }),
    stack,
    exchanges: asker.exchanges,
  };
}

/** From every origin that only a wrong list lets in. A list without an end takes any character, so it is not asked about each. */
async function tryAll(context: Context): Promise<void> {
  const { target, interview } = context;
  const classes = weaknesses.filter(({ id }) => id !== specialCharacters.id).map(({ origins }) => origins(target));
  await interview.ask(
    classes.flatMap((probes) => firstOf(probes, 2)),
    'whole',
  );
  await interview.ask(
    classes.flat().map(({ origin }) => origin),
    'reading',
  );
  const met = new Set(classify(context).map(({ id }) => id));
  if (specialCharacters.impliedBy.some((id) => met.has(id))) return;
  const probes = specialCharacters.origins(target);
  await interview.ask(firstOf(probes, 1), 'whole');
  await interview.ask(
    probes.map(({ origin }) => origin),
    'reading',
  );
}
