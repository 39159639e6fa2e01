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
  /** Not the app responds, or not as one and the same. */
  | 'responder'
  /** What a proxy, a cache or a firewall in front of the server does. */
  | 'proxy'
  | 'redirect'
  /** The server denies this origin. */
  | 'origin'
  /** What the server allows, or the status with which it denies the preflight. */
  | 'denial'
  /** The value of one header. */
  | 'header'
  /** Another rule than CORS blocks it. */
  | 'without-cors'
  /** Nothing is blocked, and yet the page lacks something. */
  | 'not-blocked';

/** One reason why a request is blocked: what shows it, and the response with it fixed. */
export interface CauseRule {
  /** Fixed: other tools rely on it. */
  readonly id: CauseId;
  readonly title: string;
  /** Where it is fixed. Only for `server` is there a configuration of its stack. */
  readonly fixedIn: FixedIn;
  /** What the fix is: by default the stack's configuration for the policy. `of the route`: only a proxy has one. */
  readonly recipe?: 'of the route';
  /** An addition to the policy alone does not fix it: the fix sentence comes first. */
  readonly isMoreThanPolicy?: true;
  /** An earlier stage explains more than a later one. */
  readonly stage: CauseStage;
  /** Causes of the same stage that explain less than this one, if both match. */
  readonly before?: readonly CauseId[];
  /** Not finished: nothing lists it. */
  readonly draft?: true;
  /** What to do about it when no response of the server is at hand: a sentence or two. */
  readonly fixSentence: string;
  /** How to prevent it. */
  readonly prevention: string;
  /** How strongly a console message points to it; absent if browsers print nothing for it. */
  readonly fromConsole?: FromConsole;
  /** Probes that distinguish it from similar causes; their responses are among the facts of the next look. */
  probes?(facts: Facts): readonly ExtraProbe[];
  /** Whether `facts` show this cause. */
  match(facts: Facts): Match | undefined;
  /**
   * The judged response with this cause fixed and nothing else, to see what the browser would meet next. Absent if no
   * response fixes it.
   */
  fixed?(response: ProbedResponse, facts: Facts): ProbedResponse;
}

export interface Match {
  /** In plain words: what the server does, and how the browser reacts. */
  readonly explanation: string;
  /** `certain` if the exchanges prove it, `likely` if it is the best of several. */
  readonly certainty: 'certain' | 'likely';
  readonly evidence: readonly Evidence[];
  /** What to change, if it is not the policy, in a line. */
  readonly change?: string;
  /** Where this case of it is fixed, if not where its rule says. */
  readonly fixedIn?: FixedIn;
  /** The stack that responds, and whose configuration fixes it. */
  readonly stack?: string;
  /** Set if a proxy has to be fixed. */
  readonly proxy?: FaultyProxy;
}

/** A proxy, detected by the responses in front of it and behind it. */
export interface FaultyProxy {
  /** What it does to the server's headers, which it should pass through; absent if it has to set its own. */
  readonly by?: ProxyFault;
  /** Index of a response that came through it. */
  readonly outer: number;
  /** Index of the response of the server behind it, if known. */
  readonly inner?: number;
}

/** The proxy between two neighbours, which changes the inner one's headers. */
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
        explanation: `${failure.message} This is not about CORS: there was no response.`,
        certainty: 'certain',
        evidence: [{ text: failure.code, exchange: judged.index }],
      };
    },
  }) satisfies Pick<CauseRule, 'fromConsole' | 'match'>;
