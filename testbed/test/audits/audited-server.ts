import type { IncomingMessage } from 'node:http';
import type { AuditRequest } from '@corsmith/audit';
import type { Response, Script } from '../../../packages/doctor/test/scripted-server.js';

/** The origin that a server should allow, unless its entry names others. */
export const APP = 'https://app.example.com';

/** A server under a name, and what an audit of it must find. */
export interface AuditedServer {
  readonly script: Script;
  /** Default: `https://api.example.com/me`. */
  readonly url?: string;
  /** Default: `APP`. */
  readonly trusted?: readonly string[];
  readonly network?: 'private';
  readonly request?: Partial<AuditRequest>;
}

export interface Mistake extends AuditedServer {
  /** Where it was reported, or the documentation that shows it. */
  readonly source: string;
  /** One of these ids must be found, and be among the worst. */
  readonly finds: string;
  readonly severity: 'low' | 'medium' | 'high';
}

export interface Options {
  readonly headers?: readonly (readonly [string, string])[];
  readonly status?: number;
  readonly credentials?: boolean;
  readonly vary?: boolean;
  /** What the header names; default: the origin of the request. */
  readonly value?: (origin: string) => string;
}

type Allows = (origin: string, request: IncomingMessage) => boolean;

/** A server with cookies that sends the same headers with every response. */
export function api(
  allows: Allows,
  { headers = [], status = 200, credentials = true, vary = true, value }: Options = {},
): Script {
  return (request): Response => {
    const { origin } = request.headers;
    const isAllowed = origin !== undefined && allows(origin, request);
    return {
      status: request.method === 'OPTIONS' ? 204 : status,
      headers: [
        ['Content-Type', 'application/json'],
        ...(vary ? [['Vary', 'Origin'] as const] : []),
        ...(isAllowed
          ? [
              ['Access-Control-Allow-Origin', value?.(origin) ?? origin] as const,
              ...(credentials ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
              ['Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE'] as const,
              ['Access-Control-Allow-Headers', 'content-type, authorization, x-requested-with'] as const,
            ]
          : []),
        ...headers,
      ],
    };
  };
}

export const matching = (pattern: RegExp, options?: Options): Script => api((origin) => pattern.test(origin), options);

/** As `re.match` of Python does: from the start, and to any end. */
export const matchingFromStart = (pattern: RegExp, options?: Options): Script =>
  api((origin) => new RegExp(`^(?:${pattern.source})`, pattern.flags).test(origin), options);

export const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).hostname : '');
