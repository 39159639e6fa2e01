import type { DirectServer } from '@corsmith/doctor';
import type { PageRequest } from '@corsmith/protocol';
import type { Endpoint } from './contract.js';
import type { Expected } from './tried-origins.js';

/** One request of one page, and the result that the contract expects. */
export interface Expectation {
  /** The same in every run of the same contract: `GET users from https://app.example.com`. */
  readonly title: string;
  readonly endpoint: Endpoint;
  readonly request: PageRequest;
  readonly expected: Expected;
  /** What must be denied: the origin, or what this page of an allowed origin does. Absent if it is allowed. */
  readonly denied?: DeniedPart;
  /** Response headers that the page must be able to read. */
  readonly read: readonly string[];
  /** Whether the URL is the endpoint's own or one with an error response. */
  readonly subject: 'endpoint' | 'error-path';
  /** The origin server that is tested directly; absent for the URL's host. */
  readonly server?: DirectServer;
}

export type DeniedPart = 'origin' | 'method' | 'header' | 'credentials';

/** All requests of one origin to one endpoint of one server: they share their exchanges. */
export interface Visit {
  readonly endpoint: Endpoint;
  readonly origin: string;
  readonly server?: DirectServer;
  readonly expectations: readonly Expectation[];
}

/** `app:3000` */
export const serverName = ({ host, port }: DirectServer): string => (port === undefined ? host : `${host}:${port}`);

/** A title that is unique within the contract. */
export function titleOf({ endpoint, request, expected, subject, server }: Omit<Expectation, 'title'>): string {
  const { method = 'GET', url, origin, credentials, headers = [] } = request;
  const place = subject === 'error-path' ? `error ${url}` : endpoint.name;
  let title = `${method} ${place} from ${origin}`;
  if (credentials === 'include') title += ', with credentials';
  if (headers.length > 0) title += `, with ${headers.map(([name]) => name).join(', ')}`;
  if (server) title += `, at ${serverName(server)}`;
  return expected === 'denied' ? `${title}, is denied` : title;
}
