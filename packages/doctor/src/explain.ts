import { type Outcome, simulate } from '@corsmith/protocol';
import { causes as catalogue } from './causes/catalogue.js';
import type { CauseRule, Match } from './causes/cause.js';
import { BROWSERS, type Cause } from './diagnosis.js';
import type { Facts } from './facts/facts.js';
import { answerTo, replay, type Seen } from './facts/seen.js';
import { troubleOf } from './facts/trouble.js';
import { find } from './facts/wire.js';
import { isHarmless } from './probe/harmless.js';
import type { TellingProbe } from './telling/telling-probe.js';

/** One look at the wire: what the browser meets first, and why. */
interface Look {
  readonly facts: Facts;
  /** Absent where no cause of the catalogue fits. */
  readonly found?: Match & { readonly rule: CauseRule };
  /** What the browsers do once it is mended; absent where nothing of the server's mends it. */
  readonly mended?: readonly Outcome[];
}

/** More looks than things that can be wrong with one request. */
const MOST_LOOKS = 24;

/**
 * Every cause in the order in which the browser meets them: the first is found, its repair applied to the answer that
 * was judged, and the request judged again, until the page gets what it wants or nothing more is known.
 */
async function look(seen: Seen): Promise<Look[]> {
  const looks: Look[] = [];
  let current = seen;
  for (let facts = factsOf(current); facts && looks.length < MOST_LOOKS; facts = factsOf(current)) {
    const found = firstMatch(facts);
    const { judged } = facts;
    const repaired = judged?.exchange.response && found?.rule.repair?.(judged.exchange.response, facts);
    if (!found || !judged || !repaired || isRepeated(looks, facts)) {
      looks.push({ facts, ...(found && { found }) });
      break;
    }
    const exchanges = current.exchanges.with(judged.index, { ...judged.exchange, response: repaired });
    const outcomes = await judge({ ...current, exchanges });
    looks.push({ facts, found, mended: outcomes });
    current = { ...current, exchanges, outcomes };
  }
  return looks;
}

/** A repair that left everything as it was. */
const isRepeated = (looks: readonly Look[], { engine, trouble, judged }: Facts): boolean =>
  looks.some(
    ({ facts }) =>
      facts.engine === engine &&
      facts.judged?.index === judged?.index &&
      facts.trouble.code === trouble.code &&
      facts.trouble.parameter === trouble.parameter,
  );

const judge = ({ request, exchanges }: Seen): Promise<Outcome[]> =>
  Promise.all(BROWSERS.map((engine) => simulate(request, replay(exchanges), { engine })));

function firstMatch(facts: Facts): Look['found'] {
  for (const rule of catalogue) {
    const match = rule.match(facts);
    if (match) return { rule, ...match, ...(isSupposed(facts) && { certainty: 'likely' }) };
  }
  return undefined;
}

/** What stands in for a request that was held back proves nothing of it. */
const isSupposed = ({ wire, judged }: Facts): boolean =>
  wire !== undefined && !isHarmless(wire) && judged !== undefined && judged.exchange.request.method !== wire.method;

/** The trouble of the first browser that has one. */
function factsOf(seen: Seen): Facts | undefined {
  const outcomes = BROWSERS.flatMap((engine) => seen.outcomes.find((outcome) => outcome.engine === engine) ?? []);
  const outcome = outcomes.find(({ allowed }) => !allowed) ?? outcomes[0];
  const trouble = outcome && troubleOf(outcome, seen);
  if (!trouble) return undefined;
  const wire = outcome.exchanges[trouble.exchange]?.request;
  // What stands in for a request that was not sent is no evidence while nothing else is wrong.
  const judged = wire && (outcome.unsent ? find : answerTo)(seen.exchanges, wire);
  return { ...seen, engine: outcome.engine, trouble, ...(wire && { wire }), ...(judged && { judged }) };
}

/** What would tell more: the probes of every cause that could still be the one, those of the first trouble first. */
export async function asked(seen: Seen): Promise<TellingProbe[]> {
  const looks = await look(seen);
  return looks.flatMap(({ facts, found }) => {
    const last = found?.certainty === 'certain' ? catalogue.indexOf(found.rule) : catalogue.length;
    return catalogue.slice(0, last + 1).flatMap((rule) => rule.asks?.(facts) ?? []);
  });
}

export type Explained = Omit<Cause, 'fix' | 'fixedIn'> & Pick<Match, 'proxy'> & { readonly rule: CauseRule };

/** The causes. One that shows in several places is told once, with all its evidence, and mended in all of them. */
export async function explain(seen: Seen): Promise<Explained[]> {
  const explained: Explained[] = [];
  for (const { found, mended } of await look(seen)) {
    if (!found) break;
    const { rule, ...match } = found;
    const known = explained.findIndex((one) => one.rule === rule);
    if (known < 0) explained.push({ rule, id: rule.id, title: rule.title, ...match });
    else explained[known] = merged(explained[known]!, match.evidence);
    const latest = explained.at(-1);
    if (latest && mended) explained[explained.length - 1] = { ...latest, allowedAfter: statesOf(mended) };
  }
  return explained;
}

const merged = (cause: Explained, evidence: Cause['evidence']): Explained => ({
  ...cause,
  evidence: [...cause.evidence, ...evidence.filter((one) => !cause.evidence.some((other) => isSame(one, other)))],
});

const isSame = (a: Cause['evidence'][number], b: Cause['evidence'][number]): boolean =>
  a.text === b.text && a.exchange === b.exchange && a.header?.[1] === b.header?.[1];

const statesOf = (outcomes: readonly Outcome[]): NonNullable<Cause['allowedAfter']> =>
  Object.fromEntries(
    outcomes.map(({ engine, allowed, block }) => [engine, { allowed, ...(block && { code: block.code }) }]),
  ) as NonNullable<Cause['allowedAfter']>;
