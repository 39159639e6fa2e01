import type { Evidence } from '@corsmith/doctor';
import type { Browser, NetworkFailure, PageRequest, ProbedExchange } from '@corsmith/protocol';
import type { DetectedStack, Recipe } from '@corsmith/stacks';
import type { WeaknessId } from './class-ids.js';

/** From the least to the worst. */
export const SEVERITIES = ['low', 'medium', 'high'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * Who can have a page at an origin. `anyone`: whoever registers a name or an account. `neighbour`: the owner of another
 * host of the same domain or another port of the same host. `network`: whoever can intercept requests without TLS. `lan`:
 * a device in the visitor's local network. `machine`: a program on the visitor's own computer. `extension`: a browser
 * extension that has no permission for the host. `third-party`: one company, and whoever compromises it. `nobody`: only
 * the server's owner, or no browser at all.
 */
export type Attacker = Someone | 'nobody';
export type Someone = 'anyone' | 'neighbour' | 'network' | 'lan' | 'machine' | 'extension' | 'third-party';

/** A page's access: `with-credentials` as the signed-in visitor, `without` as anyone who has the URL. */
export type Access = 'none' | 'without' | 'with-credentials';

/** What one browser allows a page to do. */
export interface Reach {
  /** Read the response. */
  readonly read: Access;
  /** Send a request that needs a preflight, such as a PUT or JSON. */
  readonly write: Access;
}

export type Reaches = Readonly<Record<Browser, Reach>>;

export type FindingId =
  | WeaknessId
  | 'preflight-only'
  | 'cache-poisoning'
  | 'wildcard-on-private-network'
  | 'websocket-hijacking';

/** An insecure policy that can be exploited from a browser. */
export interface Finding {
  readonly id: FindingId;
  readonly title: string;
  readonly severity: Severity;
  /** Why it is as severe as that. */
  readonly severityReason: string;
  readonly attacker: Someone;
  /** Who can do what, and in which browsers. */
  readonly impact: string;
  /** What limits it: which cookies are sent, or what it means without any. */
  readonly bounds: string;
  readonly browsers: Reaches;
  /** Origins that were allowed and should not have been, the worst first. */
  readonly origins: readonly string[];
  readonly evidence: readonly Evidence[];
  /** What a page of an attacker would run, or a file that it would serve. */
  readonly exploit: string;
  /** What to change. */
  readonly advice: string;
}

/** An origin that the server allows and that no attacker's page can have. */
export interface Harmless {
  readonly origin: string;
  readonly why: string;
}

/** Everything that is known about the policy of one URL. Plain data, the same as `audit --json` prints. */
export interface Audit {
  readonly url: string;
  /** `include`: only access with cookies counts. `any`: access without cookies counts too. */
  readonly credentials: 'include' | 'any';
  /** Origins that should be allowed: given, or the site's own that are allowed. */
  readonly trusted: readonly string[];
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly harmless: readonly Harmless[];
  /** Whether every class was tested, by a server that still responded at the end as it did at the start. */
  readonly finished: boolean;
  /** Why it did not finish, each a sentence; empty if it did. */
  readonly unfinished: readonly string[];
  /** How many requests were not sent, or count for nothing because the server had begun to refuse the audit. */
  readonly unsent: number;
  /** The same for each class, by id. */
  readonly unsentByClass: Readonly<Record<string, number>>;
  /** What to know about the responses, each a sentence. */
  readonly notes: readonly string[];
  /** A policy that allows only the trusted origins, for the detected stack. */
  readonly fix?: Recipe;
  readonly stack: readonly DetectedStack[];
  /** Set if the server could not be reached; nothing else is known then. */
  readonly failure?: NetworkFailure;
  readonly exchanges: readonly ProbedExchange[];
}

/** What is audited. */
export interface AuditRequest extends Pick<PageRequest, 'url' | 'headers'> {
  /** The method that preflights request; the request itself is never sent. Default PUT. */
  readonly method?: string;
  /** Origins that should be allowed, or patterns such as `https://*.example.com`. */
  readonly trusted?: readonly string[];
  /** Set if the page sends cookies, so that only access with cookies counts. */
  readonly credentials?: 'include';
  /** Set to send the rarer probe origins too: two to three times as many requests. */
  readonly thorough?: boolean;
}
