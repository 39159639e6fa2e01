export { BAD_PORTS } from './bad-port.js';
export { BROWSER_NAMES } from './browser-names.js';
export { byteLowercase, byteUppercase } from './byte-case.js';
export { meaningOf, remedyOf } from './console/meaning.js';
export { parseConsoleMessage, parseConsoleText } from './console/parse-console.js';
export type {
  ConsoleEngine,
  CorsErrorMessage,
  CorsWarningMessage,
  FollowUpMessage,
  MessageParts,
  NotCorsCause,
  NotCorsMessage,
  NotCorsTopic,
  ParsedMessage,
  ServerMessage,
} from './console/parsed-message.js';
export { chromiumBlockingCookies } from './cookies/chromium-cookies.js';
export type { CookieChange, CookiePrefix, CookieRules, CookieSource } from './cookies/cookie-rules.js';
export { COOKIE_CHANGES, COOKIE_RULES, cookieRulesOf } from './cookies/cookie-rules-of.js';
export {
  type CookieAttribute,
  type CookieOptions,
  type CookieRequest,
  type CookieVerdict,
  judgeCookie,
} from './cookies/judge-cookie.js';
export { parseSetCookie, type SameSite, type SetCookie } from './cookies/set-cookie.js';
export { type CookieDeviation, WEBKITGTK_DEVIATIONS, webkitGtkCookies } from './cookies/webkit-cookies.js';
export { type DataUrl, processDataUrl } from './data-url.js';
export { type Defined, defined } from './defined.js';
export type { EngineChange } from './engines/engine.js';
export { changesOf, isTestedVersion, testedVersions, versionProblem } from './engines/engines.js';
export { ProtocolError, type ProtocolErrorCode } from './error.js';
export type {
  Block,
  BlockCode,
  BlockStage,
  EngineName,
  Exchange,
  HeaderList,
  Initiator,
  Outcome,
  PageRequest,
  PageResponse,
  Send,
  WireRequest,
  WireResponse,
} from './exchange.js';
export { isForbiddenRequestHeader, isForbiddenResponseHeaderName } from './forbidden.js';
export {
  contains,
  extractTokenList,
  get,
  getLines,
  isHeaderName,
  isHeaderValue,
  isToken,
  normalizeValue,
  remove,
  splitOnCommas,
  utf8Encode,
} from './header-list.js';
export { pairsOf } from './header-pairs.js';
export { isCorsSafelistedMethod, isForbiddenMethod, normalizeMethod } from './method.js';
export {
  BROWSERS,
  type Browser,
  byBrowser,
  type NetworkFailure,
  type NetworkFailureId,
  type ProbedExchange,
  type ProbedResponse,
} from './observed-exchange.js';
export {
  isLoopbackHost,
  isSameOrigin,
  type OriginDifference,
  type OriginDifferencePart,
  type OriginProblem,
  type OriginProblemCode,
  originDifference,
  originOf,
  originProblem,
  parseUrl,
  serializeOrigin,
} from './origin.js';
export { PreflightCache } from './preflight-cache.js';
export { DEFAULT_MAX_AGE, LONGEST_MAX_AGE, PREFLIGHT_LIFETIMES } from './preflight-lifetimes.js';
export { isHostingSuffix, isUsualPublicSuffix } from './public-suffix.js';
export { isRecord, recordOf } from './record.js';
export { corsUnsafeRequestHeaderNames, isCorsSafelistedRequestHeader } from './safelist.js';
export { type SimulateOptions, simulate } from './simulate.js';
export { type IsPublicSuffix, type SiteRelation, siteRelation } from './site.js';
export { codeOf, errorOf, messageOf } from './thrown.js';
