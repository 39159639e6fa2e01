import type { NetworkFailureId, ProbedResponse } from '@corsmith/protocol';
import type { ProxyFault } from '@corsmith/stacks';
import type { CauseId } from './cause-ids.js';
import type { Evidence, FixedIn } from './diagnosis.js';
import type { FromConsole, Suspicion } from './explanation/console-evidence.js';
import type { ExtraProbe } from './extra-probes/extra-probe.js';
import type { Facts } from './facts/facts.js';
import type { LayerResponseFacts } from './facts/layers.js';

/** What a cause is about, in the order in which causes are tried. */
export type CauseStage =
  /** Nothing was sent, or no response came. */
  | 'no-response'
  /** What a proxy, a cache or a firewall in front of the server does. */
  | 'between'
  | 'redirect'
  /** The server denies this origin. */
  | 'origin'
  /** What the server allows, or the status with which it refuses the preflight. */
  | 'refusal'
  /** The value of one header. */
  | 'header'
  /** Another rule than CORS blocks it. */
  | 'without-cors'
  /** Nothing is blocked, and yet the page lacks something. */
  | 'not-blocked';

/** One way in which a request comes to be blocked: what shows it, and what it would be without it. */
export interface CauseRule {
  /** Fixed: other tools rely on it. */
  readonly id: CauseId;
  readonly title: string;
  /** Where it is mended. Only a server is mended by the configuration of its stack. */
  readonly fixedIn: FixedIn;
  /** Which causes it stands among: an earlier stage explains more than a later one. */
  readonly stage: CauseStage;
  /** Causes of the same stage that explain less than this one, if both match. */
  readonly before?: readonly CauseId[];
  /** Not finished: nothing lists it. */
  readonly draft?: true;
  /** What to do about it when no response of the server is at hand: a sentence or two. */
  readonly remedy: string;
  /** How to keep it from coming back. */
  readonly prevention: string;
  /** How strongly a console message points to it; absent if browsers print nothing for it. */
  readonly fromConsole?: FromConsole;
  /** What tells it from its neighbours, where it may be this one; the answers are among the facts of the next look. */
  probes?(facts: Facts): readonly ExtraProbe[];
  /** Whether it is this, on the evidence of `facts`. */
  match(facts: Facts): Match | undefined;
  /**
   * The judged response as it would be with this cause mended and nothing else, to see what the browser would meet next.
   * Absent where no other response mends it.
   */
  fixed?(response: ProbedResponse, facts: Facts): ProbedResponse;
}

export interface Match {
  /** In plain words: what the server does, and what the browser makes of it. */
  readonly explanation: string;
  /** `certain` when the wire proves it, `likely` when it is the best of several. */
  readonly certainty: 'certain' | 'likely';
  readonly evidence: readonly Evidence[];
  /** There where it is what stands between that has to be mended. */
  readonly proxy?: FaultyProxy;
}

/** What stands between two answers, and is recognised by them. */
export interface FaultyProxy {
  /** What it does to the headers of the server behind, which are to come through; absent where it has to set its own. */
  readonly by?: ProxyFault;
  /** Index of an response that came out of it. */
  readonly outer: number;
  /** Index of the response behind it, where that is known. */
  readonly inner?: number;
}

/** What stands between two neighbours, and spoils what the inner says. */
export const faultyProxy = (
  by: ProxyFault,
  { outer, inner }: { readonly outer: LayerResponseFacts; readonly inner: LayerResponseFacts },
): FaultyProxy => ({ by, outer: outer.index, inner: inner.index });

/** What shows a cause of that name: no response came, so this is not about CORS. */
export const noResponse = (id: NetworkFailureId, suspicion: Suspicion = 'possible') =>
  ({
    fromConsole: ({ code }) => (code === 'NetworkFailure' ? suspicion : undefined),
    match({ judged }) {
      const failure = judged?.exchange.failure;
      if (!judged || failure?.id !== id) return undefined;
      return {
        explanation: `${failure.message} This is not about CORS: no response came at all.`,
        certainty: 'certain',
        evidence: [{ text: failure.code, exchange: judged.index }],
      };
    },
  }) satisfies Pick<CauseRule, 'fromConsole' | 'match'>;
