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

/** A reason of Firefox that does not come from the server. */
export type ErrorEntry = 'cors-disabled' | 'origin-not-added';

/** A request was blocked by CORS. */
export interface CorsErrorMessage extends MessageParts {
  readonly kind: 'error';
  /** Absent where the message names no reason. */
  readonly code?: BlockCode;
  /** Other codes for which the engine prints the very same words. */
  readonly alternatives?: readonly BlockCode[];
  /** The two reasons between which the words leave it open; `code` is absent then. */
  readonly candidates?: readonly [BlockCode | ErrorEntry, BlockCode | ErrorEntry];
  /** A reason without a code. */
  readonly entry?: ErrorEntry;
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
  /** The library that printed it, by the id of its entry. */
  readonly library?: string;
}

/** What a server or a framework prints, or writes into its response. */
export interface ServerMessage extends MessageParts {
  readonly kind: 'server';
  /** The id of its entry. */
  readonly server: string;
  /** The id of the cause that it leads to. */
  readonly cause: string;
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
  | 'network'
  | 'connection-allowlist'
  | 'opener-policy'
  | 'cross-origin-isolation'
  | 'cross-origin-media'
  | 'worker'
  | 'websocket'
  | 'mime-type'
  | 'integrity'
  | 'module'
  | 'script-error'
  | 'html-for-json'
  | 'http-status'
  | 'refused-before-sending'
  | 'api-key'
  | 'permissions-policy';

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
  | 'protocol-failure'
  | 'response-redirected';

/** A message that people take for one about CORS. */
export interface NotCorsMessage extends MessageParts {
  readonly kind: 'not-cors';
  readonly topic: NotCorsTopic;
  readonly cause: NotCorsCause;
  /** The id of its entry; the topic's own where it is absent. */
  readonly entry?: string;
}

export type ParsedMessage = CorsErrorMessage | CorsWarningMessage | FollowUpMessage | NotCorsMessage | ServerMessage;
