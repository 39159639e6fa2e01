import { randomBytes } from 'node:crypto';
import { get, originProblem } from '@corsmith/protocol';
import { ALLOW_ORIGIN } from '../facts/facts.js';
import { lines } from '../facts/wire.js';
import { createProbe, type ProbeOptions } from '../probe/probe.js';
import { recogniseStacks } from '../stacks/catalogue.js';
import { type Asking, createAsker, type Located } from './ask.js';
import { cachePoisoning } from './cache-poisoning.js';
import { weaknesses } from './classes/catalogue.js';
import { nullAllowed } from './classes/null-allowed.js';
import { reflectsAnyOrigin } from './classes/reflects-any-origin.js';
import { specialCharacters } from './classes/special-characters.js';
import { type Context, classify, harmlessOf, strangersReach } from './classify.js';
import type { Audit, AuditRequest } from './finding.js';
import { firstOf, startInterview } from './interview.js';
import { networkOf, type ResolveHost } from './private-network.js';
import { BROWSERS } from './reach.js';
import { remedyFor } from './remedy.js';
import { bare, CHANGING, requestsFor } from './requests.js';
import { baseOf, exampleOf, registeredOf, type Target } from './target.js';
import { wildcardOnPrivateNetwork } from './wildcard-on-private-network.js';

export interface AuditOptions extends Pick<ProbeOptions, 'timeoutMs' | 'signal' | 'ca'>, Partial<Asking> {
  /** How the server's name becomes addresses; default: as the system does it. */
  readonly resolve?: ResolveHost;
}

/** Enough for four origins with all that is made of them. */
export const MAX_REQUESTS = 400;

const CONCURRENCY = 6;
/** A browser's own limit, and enough to recognise a server by. */
const BODY_LIMIT = 4096;
/** Of the origins that were given or found, those that others are made from. */
const MOST_BASES = 4;

/**
 * Finds what is insecure in a server's list of origins, as far as a browser can be used for it. Sends GET and OPTIONS
 * only, each with a query of its own, a few at a time.
 */
export async function audit(request: AuditRequest, options: AuditOptions = {}): Promise<Audit> {
  const { timeoutMs, signal, ca, concurrency = CONCURRENCY, maxRequests = MAX_REQUESTS, progress, resolve } = options;
  const probe = createProbe({
    bodyLimit: BODY_LIMIT,
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(signal && { signal }),
    ...(ca && { ca }),
  });
  try {
    const asker = createAsker(probe, { concurrency, maxRequests, progress });
    return await auditWith(request, asker, resolve);
  } finally {
    probe.close();
  }
}

async function auditWith(
  request: AuditRequest,
  asker: ReturnType<typeof createAsker>,
  resolve?: ResolveHost,
): Promise<Audit> {
  const url = new URL(request.url);
  url.hash = '';
  const key = randomBytes(4).toString('hex');
  const headers = (request.headers ?? []).filter(([name]) => name.toLowerCase() !== 'cookie');
  const credentials = request.credentials ?? 'any';
  const method = request.method ?? 'PUT';
  const given = request.trusted ?? [];
  const wiresFor = await requestsFor({ ...request, url: url.href }, key);
  const interview = startInterview(asker, wiresFor, {
    read: { url: url.href, headers },
    write: {
      url: url.href,
      method,
      headers: [...headers.filter(([name]) => name.toLowerCase() !== 'content-type'), ...CHANGING],
    },
    credentials,
  });
  const found = { url: request.url, credentials, harmless: [], findings: [], notes: [], stack: [] } as const;

  // What everyone gets, and who is let in.
  const [plain] = await asker.ask([bare(wiresFor('null').actual)]);
  if (plain?.failure)
    return { ...found, trusted: given, unsent: 0, failure: plain.failure, exchanges: asker.exchanges };
  const network = await networkOf(url, resolve);
  const first: Target = { url, bases: [], key, network };
  const strangers = [...reflectsAnyOrigin.origins(first), ...nullAllowed.origins(first)].map(({ origin }) => origin);
  const candidates = given.length > 0 ? given.map(exampleOf) : likelyOrigins(url);
  await interview.ask([...strangers, ...candidates], 'whole');
  const isLetIn = (origin: string) =>
    get(interview.of(origin)?.actual?.response?.headers ?? [], ALLOW_ORIGIN) === origin;
  const fixed = lines(plain?.response, ALLOW_ORIGIN).map(([, value]) => value.trim());
  const everyone = (trusted: readonly string[], target: Target) => strangersReach({ target, trusted, interview });
  const isOpen = BROWSERS.every((browser) => everyone([], first)[browser].read === 'with-credentials');
  const learned = isOpen
    ? []
    : [
        ...new Set([
          ...candidates.filter(isLetIn),
          ...fixed.filter((one) => one !== '*' && one !== 'null' && !originProblem(one)),
        ]),
      ];
  const trusted = given.length > 0 ? given : learned;

  const bases = (trusted.length > 0 ? trusted.map(exampleOf) : likelyOrigins(url).slice(0, 2)).slice(0, MOST_BASES);
  const target: Target = { ...first, bases: bases.flatMap((origin) => baseOf(origin) ?? []) };
  const context: Context = { target, trusted, interview };
  if (!isOpen) {
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
    if (!specialCharacters.impliedBy.some((id) => met.has(id))) {
      const probes = specialCharacters.origins(target);
      await interview.ask(firstOf(probes, 1), 'whole');
      await interview.ask(
        probes.map(({ origin }) => origin),
        'reading',
      );
    }
  }

  const insider = candidates.find(isLetIn);
  const poisoned = insider
    ? await cachePoisoning(asker, {
        trusted: insider,
        ask: () => ({ trusted: wiresFor(insider).actual, stranger: wiresFor(strangers[0]!).actual }),
      })
    : undefined;
  const open = wildcardOnPrivateNetwork(context, strangers);
  const stack = recogniseStacks(asker.exchanges);
  const own = insider === undefined ? undefined : interview.of(insider);
  const fix = remedyFor(stack[0]?.id, trusted, {
    actual: own?.actual?.response,
    permission: own?.permission?.response,
  });
  const findings = [...classify(context), ...[open, poisoned].flatMap((one) => one ?? [])];
  return {
    ...found,
    trusted,
    findings,
    harmless: harmlessOf(context),
    unsent: asker.unsent,
    notes: notesOf({ plain, given, isLetIn, trusted, asker }),
    ...(fix && findings.length > 0 && { fix }),
    stack,
    exchanges: asker.exchanges,
  };
}

/** Where the pages of a server most likely are, the server's own first. */
function likelyOrigins(url: URL): readonly string[] {
  const domain = registeredOf(url.hostname)?.domain;
  const siblings = domain ? [`https://${domain}`, `https://www.${domain}`, `https://app.${domain}`] : [];
  return [...new Set([url.origin, ...siblings])];
}

function notesOf({
  plain,
  given,
  isLetIn,
  trusted,
  asker,
}: {
  readonly plain: Located | undefined;
  readonly given: readonly string[];
  readonly isLetIn: (origin: string) => boolean;
  readonly trusted: readonly string[];
  readonly asker: ReturnType<typeof createAsker>;
}): readonly string[] {
  const status = plain?.response?.status ?? 0;
  const strangers = given.filter((one) => !isLetIn(exampleOf(one)));
  return [
    ...(status >= 300 && status < 400
      ? [`The server answers ${status}, a redirect: audit the URL that it leads to.`]
      : []),
    ...(status >= 400
      ? [`The server answers ${status}: the policy of other answers may differ. Give what it asks for with -H.`]
      : []),
    ...(strangers.length > 0 ? [`The server does not let in ${strangers.join(', ')}.`] : []),
    ...(trusted.length === 0
      ? ['No origin that is let in was found: name one that is right with --origin, for others are made from it.']
      : []),
    ...(asker.isUnwelcome ? ['The server asked for fewer requests (429), so no more were sent.'] : []),
  ];
}
