import type { IncomingMessage, ServerResponse } from 'node:http';
import { RULES } from './policies.js';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const METHODS = RULES.methods.join(',');
const HEADERS = RULES.requestHeaders.join(',');

/** What someone who knows CORS writes for this one policy, with nothing to spare: the measure of all others. */
export function handwritten(origins: readonly string[]): Middleware {
  if (origins.length === 1) return forOne(origins[0]!);
  const allowed = origins.some((origin) => origin.includes('*')) ? byPattern(origins) : byList(origins);
  return (request, response, next) => {
    const { origin } = request.headers;
    const isAllowed = origin !== undefined && allowed(origin);
    response.setHeader('Vary', 'Origin');
    if (isAllowed) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Credentials', 'true');
    }
    if (isPreflight(request)) endPreflight(response, isAllowed);
    else next();
  };
}

/** One origin needs no comparison and no Vary. https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches */
const forOne =
  (origin: string): Middleware =>
  (request, response, next) => {
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Allow-Credentials', 'true');
    if (isPreflight(request)) endPreflight(response, true);
    else next();
  };

function byList(origins: readonly string[]): (origin: string) => boolean {
  const set = new Set(origins);
  return (origin) => set.has(origin);
}

function byPattern(patterns: readonly string[]): (origin: string) => boolean {
  const expressions = patterns.map(expressionOf);
  return (origin) => expressions.some((expression) => expression.test(origin));
}

/** The regular expression that a pattern is written as where there are no patterns. */
export const expressionOf = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replace('*\\.', '(?:[a-z0-9-]+\\.)+')}$`);

const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;

function endPreflight(response: ServerResponse, isAllowed: boolean): void {
  if (isAllowed) {
    response.setHeader('Access-Control-Allow-Methods', METHODS);
    response.setHeader('Access-Control-Allow-Headers', HEADERS);
    response.setHeader('Access-Control-Max-Age', '600');
  }
  response.statusCode = 204;
  response.end();
}
