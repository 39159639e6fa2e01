import type { Evidence } from '@corsmith/doctor';
import type { Browser, NetworkFailure, PageRequest, ProbedExchange } from '@corsmith/protocol';
import type { DetectedStack, Recipe } from '@corsmith/stacks';
import type { WeaknessId } from './class-ids.js';

/** From the least to the worst. */
export const SEVERITIES = ['low', 'medium', 'high'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * Who can have a page at an origin. `anyone`: whoever registers a name or an account. `neighbour`: who has another host
 * of the same domain or another port of the same host. `network`: who is on the way of a request without TLS. `machine`:
 * a program on the visitor's own computer. `third-party`: one company, and whoever breaks into it. `nobody`: no one but
 * the server's own people, or no browser at all.
 */
export type Attacker = 'anyone' | 'neighbour' | 'network' | 'machine' | 'third-party' | 'nobody';

/** How far a page gets: `with-credentials` is as the signed-in visitor, `without` as anyone who has the URL. */
export type Access = 'none' | 'without' | 'with-credentials';

/** What one browser lets a page do. */
export interface Reach {
  /** Read the answer to the request. */
  readonly read: Access;
  /** Send a request that needs a preflight, such as a PUT or JSON. */
  readonly write: Access;
}

export type Reaches = Readonly<Record<Browser, Reach>>;

/** An insecure policy that a browser can be used for. */
export interface Finding {
  readonly id: WeaknessId | 'preflight-only' | 'cache-poisoning' | 'wildcard-on-private-network';
  readonly title: string;
  readonly severity: Severity;
  readonly attacker: Attacker;
  /** In plain words: who can do what, and with which browsers. */
  readonly impact: string;
  /** What bounds it: which cookies go along, or what it comes to without any. */
  readonly bounds: string;
  readonly browsers: Reaches;
  /** Origins that were let in and should not have been, the worst first. */
  readonly origins: readonly string[];
  readonly evidence: readonly Evidence[];
  /** What to change. */
  readonly advice: string;
}

/** An origin that the server lets in and that no attacker's page can have. */
export interface Harmless {
  readonly origin: string;
  readonly why: string;
}

/** Everything that is known about the policy of one URL. Plain data, the same as `audit --json` prints. */
export interface Audit {
  readonly url: string;
  /** `include`: only what comes with cookies is worth something. `any`: so is what comes without. */
  readonly credentials: 'include' | 'any';
  /** Origins that are right: given, or let in among those of the site itself. */
  readonly trusted: readonly string[];
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly harmless: readonly Harmless[];
  /** How many probes were not sent, because of the limit or because the server asked for fewer. */
  readonly unsent: number;
  /** What a person should know of the answers, each a sentence. */
  readonly notes: readonly string[];
  /** The policy that lets in the trusted origins and nobody else, for the stack that was recognised. */
  readonly fix?: Recipe;
  readonly stack: readonly DetectedStack[];
  /** Set where the server could not be reached; nothing else is known then. */
  readonly failure?: NetworkFailure;
  readonly exchanges: readonly ProbedExchange[];
}

/** What is audited. */
export interface AuditRequest extends Pick<PageRequest, 'url' | 'headers'> {
  /** The method that preflights ask for; it is never sent. Default PUT. */
  readonly method?: string;
  /** Origins that are known to be right, or patterns of a policy such as `https://*.example.com`. */
  readonly trusted?: readonly string[];
  /** Set where the page sends cookies, so that nothing else counts. */
  readonly credentials?: 'include';
}
