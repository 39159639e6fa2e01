import type { DirectServer } from '@corsmith/doctor';
import type { PageRequest } from '@corsmith/protocol';
import type { Endpoint } from './contract.js';
import type { Expected } from './tried-origins.js';

/** One request of one page, and what the contract says must become of it. */
export interface Expectation {
  /** The same in every run of the same contract: `GET users from https://app.example.com`. */
  readonly title: string;
  readonly endpoint: Endpoint;
  readonly request: PageRequest;
  readonly expected: Expected;
  /** Response headers that the page must be able to read. */
  readonly read: readonly string[];
  /** What the URL is: the endpoint's own, or one whose answer is an error. */
  readonly subject: 'endpoint' | 'error-path';
  /** The server behind the front that is asked; absent for the front itself. */
  readonly server?: DirectServer;
}

/** All requests of a page of one origin at one endpoint of one server: what one has sent, the next need not send again. */
export interface Visit {
  readonly endpoint: Endpoint;
  readonly origin: string;
  readonly server?: DirectServer;
  readonly expectations: readonly Expectation[];
}

/** `app:3000` */
export const serverName = ({ host, port }: DirectServer): string => (port === undefined ? host : `${host}:${port}`);

/** What tells this expectation from every other of its contract, in words. */
export function titleOf({ endpoint, request, expected, subject, server }: Omit<Expectation, 'title'>): string {
  const { method = 'GET', url, origin, credentials, headers = [] } = request;
  const place = subject === 'error-path' ? `error ${url}` : endpoint.name;
  let title = `${method} ${place} from ${origin}`;
  if (credentials === 'include') title += ', with credentials';
  if (headers.length > 0) title += `, with ${headers.map(([name]) => name).join(', ')}`;
  if (server) title += `, at ${serverName(server)}`;
  return expected === 'denied' ? `${title}, is denied` : title;
}
