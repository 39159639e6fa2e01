import { type BlockCode, type CorsErrorMessage, originDifference } from '@corsmith/protocol';
import { namedBy } from '../facts/named-origin.js';

/** How strongly a console message points to a cause. */
export type Suspicion = 'likely' | 'possible' | 'rare';

export type FromConsole = (message: CorsErrorMessage) => Suspicion | undefined;

/** Browsers block with one of these codes for this cause alone. */
export const onCodes =
  (...codes: readonly BlockCode[]): FromConsole =>
  ({ code }) =>
    code !== undefined && codes.includes(code) ? 'likely' : undefined;

const isMissing = ({ code }: CorsErrorMessage): boolean =>
  code === 'MissingAllowOriginHeader' || code === 'OriginNotAllowed';

/** The preflight has an error status, or its response lacks Access-Control-Allow-Origin. */
export const isPreflightRefused = (message: CorsErrorMessage): boolean =>
  message.code === 'PreflightInvalidStatus' || (message.stage === 'preflight' && isMissing(message));

/** The same, or the response to the request itself: the message does not say which. */
export const isAnyRefused = (message: CorsErrorMessage): boolean =>
  isPreflightRefused(message) || (message.stage === undefined && isMissing(message));

/** The response to the request itself lacks Access-Control-Allow-Origin, as far as the message shows. */
export const isResponseSilent = (message: CorsErrorMessage): boolean =>
  message.stage !== 'preflight' && isMissing(message);

/** Safari prints the same for a missing and for a wrong Access-Control-Allow-Origin. */
export const isAnyOriginProblem = ({ code }: CorsErrorMessage): boolean => code === 'OriginNotAllowed';

/** Kinds of status with causes of their own. Chromium never prints a status, so it may be any. */
export type StatusKind = 'redirect' | 'login' | 'gateway' | 'error' | 'other' | 'unknown';

export function statusKind({ status }: CorsErrorMessage): StatusKind {
  if (status === undefined) return 'unknown';
  if ([301, 302, 303, 307, 308].includes(status)) return 'redirect';
  if ([401, 403, 407].includes(status)) return 'login';
  if (status >= 502 && status <= 504) return 'gateway';
  return status >= 400 ? 'error' : 'other';
}

/** What the rejected value names; undefined if the message does not quote it. */
export function namedIn({ code, parameter, origin }: CorsErrorMessage): ReturnType<typeof namedBy> | undefined {
  const isQuoted = code !== undefined && QUOTING.includes(code) && parameter !== undefined;
  return isQuoted ? namedBy(parameter, origin) : undefined;
}

/** Engines differ in which of these they print for one value. */
const QUOTING: readonly BlockCode[] = ['AllowOriginMismatch', 'InvalidAllowOriginValue', 'MultipleAllowOriginValues'];

/** The same origin twice comes from two lines. */
export function isRepeated({ code, parameter }: CorsErrorMessage): boolean {
  if (code !== 'MultipleAllowOriginValues' || parameter === undefined) return false;
  const origins = parameter.split(',').map((one) => one.trim());
  return new Set(origins).size < origins.length || origins.includes('*');
}

/** The server allows an origin on another host, which is what a cache or a proxy would show. */
export const isOtherHost = ({ code, origin, parameter }: CorsErrorMessage): boolean =>
  code === 'AllowOriginMismatch' &&
  origin !== undefined &&
  parameter !== undefined &&
  originDifference(origin, parameter)?.part === 'host';
