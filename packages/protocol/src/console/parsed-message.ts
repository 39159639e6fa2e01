import type { BlockCode, BlockStage, EngineName, Initiator } from '../exchange.js';

export type ConsoleEngine = Exclude<EngineName, 'standard'>;

/** What a console message says. */
export interface MessageParts {
  /** The words it was read from, without the line breaks of a paste. */
  readonly text: string;
  /** Absent where several engines use the same words. */
  readonly engine?: ConsoleEngine;
  /** The URL that failed: the last one, where redirects led on. */
  readonly url?: string;
  /** The URL that the page requested, if a redirect led from there to `url`. */
  readonly redirectedFrom?: string;
  /** Where a redirect leads that was not followed. */
  readonly location?: string;
  /** The page's origin; `null` after some redirects. As it was written, which need not be an origin. */
  readonly origin?: string;
  readonly method?: string;
  /** The response's status. */
  readonly status?: number;
  readonly initiator?: Initiator;
  /** The offending text: a header's value, a method, a header's name, a status, a scheme, a directive. */
  readonly parameter?: string;
}

/** A request was blocked by CORS. */
export interface CorsErrorMessage extends MessageParts {
  readonly kind: 'error';
  /** Absent where the message names no reason. */
  readonly code?: BlockCode;
  /** Other codes for which the engine prints the very same words. */
  readonly alternatives?: readonly BlockCode[];
  /**
   * Absent if the words don't show it. Chromium's `response` may be a redirect's too: it prints the same for
   * both.
   */
  readonly stage?: BlockStage;
}

/** Something about CORS that blocks no request. */
export interface CorsWarningMessage extends MessageParts {
  readonly kind: 'warning';
  readonly cause: 'authorization-under-wildcard' | 'header-not-exposed';
}

/** What follows any failed request and names no reason: `TypeError: Failed to fetch`, `net::ERR_FAILED`. */
export interface FollowUpMessage extends MessageParts {
  readonly kind: 'follow-up';
}

/** What stopped a request where it was not CORS. */
export type NotCorsTopic =
  | 'content-security-policy'
  | 'resource-policy'
  | 'blocked-port'
  | 'opaque-response-blocking'
  | 'content-blocker'
  | 'mixed-content'
  | 'local-network-access'
  | 'cookie'
  | 'frame'
  | 'scheme'
  | 'no-cors-mode'
  | 'tainted-canvas'
  | 'forbidden-header'
  | 'preload'
  | 'network';

/** The ids of causes that a message without CORS can show. */
export type NotCorsCause =
  | 'not-cors'
  | 'mixed-content'
  | 'local-network-access'
  | 'unsupported-scheme'
  | 'opaque-response'
  | 'cross-origin-resource-policy'
  | 'blocked-port'
  | 'dns-failure'
  | 'connection-refused'
  | 'connection-reset'
  | 'timeout'
  | 'tls-failure'
  | 'protocol-failure';

/** A message that people take for one about CORS. */
export interface NotCorsMessage extends MessageParts {
  readonly kind: 'not-cors';
  readonly topic: NotCorsTopic;
  readonly cause: NotCorsCause;
}

export type ParsedMessage = CorsErrorMessage | CorsWarningMessage | FollowUpMessage | NotCorsMessage;
