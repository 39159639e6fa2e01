import { BROWSERS, byBrowser, defined, type Outcome, simulate } from '@corsmith/protocol';
import type { CauseRule, Match } from './cause.js';
import { causes as catalogue } from './causes.js';
import type { Cause } from './diagnosis.js';
import type { ExtraProbe } from './extra-probes/extra-probe.js';
import { type Attribution, responderOf } from './facts/attribution.js';
import type { Facts } from './facts/facts.js';
import { problemOf } from './facts/problem.js';
import { exchangeFor, replay, type Seen } from './facts/seen.js';
import { find } from './facts/wire.js';
import { isHarmless } from './probe/harmless.js';

/** One look at the wire: the first problem that the browser meets, and its cause. */
interface Look {
  readonly facts: Facts;
  /** Absent if no cause of the catalogue fits. */
  readonly found?: Match & { readonly rule: CauseRule; readonly responder?: Attribution; readonly judged?: number };
  /** What the browsers do once it is fixed; absent if no change of the response fixes it. */
  readonly outcomesAfter?: readonly Outcome[];
}

/** More looks than things that can be wrong with one request. */
const MOST_LOOKS = 24;

/**
 * Every cause in the order in which the browser meets them: finds the first, applies its fix to the judged response and
 * judges the request again, until the page gets what it wants or nothing more is known.
 */
async function look(seen: Seen): Promise<Look[]> {
  const looks: Look[] = [];
  let current = seen;
  for (let facts = factsOf(current); facts && looks.length < MOST_LOOKS; facts = factsOf(current)) {
    const found = firstMatch(facts);
    const { judged } = facts;
    const fixed = judged?.exchange.response && found?.rule.fixed?.(judged.exchange.response, facts);
    if (!found || !judged || !fixed || isRepeated(looks, facts)) {
      looks.push({ facts, ...(found && { found }) });
      break;
    }
    const exchanges = current.exchanges.with(judged.index, { ...judged.exchange, response: fixed });
    const outcomes = await judge({ ...current, exchanges });
    looks.push({ facts, found, outcomesAfter: outcomes });
    current = { ...current, exchanges, outcomes };
  }
  return looks;
}

/** A fix that changed nothing. */
const isRepeated = (looks: readonly Look[], { engine, problem, judged }: Facts): boolean =>
  looks.some(
    ({ facts }) =>
      facts.engine === engine &&
      facts.judged?.index === judged?.index &&
      facts.problem.code === problem.code &&
      facts.problem.parameter === problem.parameter,
  );

const judge = ({ request, exchanges }: Seen): Promise<Outcome[]> =>
  Promise.all(BROWSERS.map((engine) => simulate(request, replay(exchanges), { engine })));

function firstMatch(facts: Facts): Look['found'] {
  for (const rule of catalogue) {
    const match = rule.match(facts);
    if (match) {
      const responder = responderOf(facts);
      return {
        rule,
        ...match,
        ...(isSupposed(facts) && { certainty: 'likely' }),
        ...(responder && { responder }),
        ...(facts.judged && { judged: facts.judged.index }),
      };
    }
  }
  return undefined;
}

/** The substitute for an unsent request proves nothing about it. */
const isSupposed = ({ wire, judged }: Facts): boolean =>
  wire !== undefined && !isHarmless(wire) && judged !== undefined && judged.exchange.request.method !== wire.method;

/** The problem of the first browser that has one. */
function factsOf(seen: Seen): Facts | undefined {
  const outcomes = BROWSERS.flatMap((engine) => seen.outcomes.find((outcome) => outcome.engine === engine) ?? []);
  const outcome = outcomes.find(({ allowed }) => !allowed) ?? outcomes[0];
  const problem = outcome && problemOf(outcome, seen);
  if (!problem) return undefined;
  const wire = outcome.exchanges[problem.exchange]?.request;
  // The substitute for an unsent request is no evidence while nothing else is wrong.
  const judged = wire && (outcome.unsent ? find : exchangeFor)(seen.exchanges, wire);
  return { ...seen, engine: outcome.engine, problem, ...defined({ wire, judged }) };
}

/** The probes of every cause that is still possible, those of the first problem first. */
export async function probesFor(seen: Seen): Promise<ExtraProbe[]> {
  const looks = await look(seen);
  return looks.flatMap(({ facts, found }) => {
    const last = found?.certainty === 'certain' ? catalogue.indexOf(found.rule) : catalogue.length;
    return catalogue.slice(0, last + 1).flatMap((rule) => rule.probes?.(facts) ?? []);
  });
}

export type Explained = Omit<Cause, 'fix' | 'fixedIn'> &
  Pick<Match, 'proxy' | 'fixedIn' | 'stack'> & {
    readonly rule: CauseRule;
    /** Who responded, if not the app. */
    readonly responder?: Attribution;
    /** Index of the judged exchange. */
    readonly judged?: number;
  };

/** The causes. One that shows in several places is listed once, with all its evidence, and fixed in all of them. */
export async function explain(seen: Seen): Promise<Explained[]> {
  const explained: Explained[] = [];
  for (const { found, outcomesAfter } of await look(seen)) {
    if (!found) break;
    const { rule, ...match } = found;
    const known = explained.find((one) => one.rule === rule);
    if (!known) explained.push({ rule, id: rule.id, title: rule.title, ...match });
    else explained[explained.indexOf(known)] = merged(known, match.evidence);
    const latest = explained.at(-1);
    if (latest && outcomesAfter) explained[explained.length - 1] = { ...latest, allowedAfter: statesOf(outcomesAfter) };
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
  byBrowser((browser) => {
    const block = outcomes.find(({ engine }) => engine === browser)?.block;
    return block ? { allowed: false, code: block.code } : { allowed: true };
  });
