import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { STRANGER } from './policies.js';

/** A request to a server. */
export interface BenchRequest {
  readonly name: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

const PREFLIGHT = {
  'access-control-request-method': 'PUT',
  'access-control-request-headers': 'content-type,x-api-key',
};

/** The five requests of every table; the allowed origin is the last of the list. */
export const requestsOf = (origin: string): BenchRequest[] => [
  { name: 'allowed', method: 'GET', headers: { origin } },
  { name: 'denied', method: 'GET', headers: { origin: STRANGER } },
  { name: 'preflight allowed', method: 'OPTIONS', headers: { origin, ...PREFLIGHT } },
  { name: 'preflight denied', method: 'OPTIONS', headers: { origin: STRANGER, ...PREFLIGHT } },
  { name: 'no Origin', method: 'GET', headers: {} },
];

/** Requests that are made to cost much: 12 KB of each, within what Node takes. */
export const hostileRequestsOf = (origin: string): BenchRequest[] => [
  { name: 'an origin of 6,000 labels', method: 'GET', headers: { origin: `https://${'a.'.repeat(6000)}example.com` } },
  {
    name: '2,000 requested header names',
    method: 'OPTIONS',
    headers: { ...PREFLIGHT, origin, 'access-control-request-headers': 'x-key,'.repeat(2000) },
  },
  {
    name: '12,000 commas requested',
    method: 'OPTIONS',
    headers: { ...PREFLIGHT, origin, 'access-control-request-headers': ','.repeat(12_000) },
  },
];

const socket = new Socket();

/** A request as the parser leaves it: every text is new, so that none is known beforehand. */
export function incoming({ method, headers }: BenchRequest): IncomingMessage {
  const request = new IncomingMessage(socket);
  request.method = method;
  request.url = '/items';
  request.httpVersion = '1.1';
  request.httpVersionMajor = 1;
  request.httpVersionMinor = 1;
  request.headers = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fresh(value)]));
  return request;
}

export const fetchRequest = ({ method, headers }: BenchRequest): Request =>
  new Request('https://api.example.com/items', {
    method,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, fresh(value)]),
  });

const fresh = (text: string): string => Buffer.from(text).toString('latin1');
