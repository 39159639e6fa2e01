import type { CellRequest } from './stack-module.js';

const put: CellRequest = { method: 'PUT', headers: [['Content-Type', 'application/json']], body: '{}' };

/** The request on which a cause shows; a plain GET of `/users` where none is named. */
const REQUESTS: Readonly<Record<string, CellRequest>> = {
  'wildcard-with-credentials': { credentials: 'include' },
  'credentials-not-allowed': { credentials: 'include' },
  'preflight-not-handled': put,
  'preflight-needs-auth': { ...put, path: '/private/users', headers: [['Authorization', 'Bearer secret']] },
  'preflight-redirected': { ...put, path: '/moved' },
  'method-not-allowed': put,
  'header-not-allowed': { headers: [['X-Api-Key', 'k']] },
  'malformed-allow-list': put,
  'headers-only-on-preflight': put,
  'headers-only-on-response': put,
  'response-without-headers-on-error': { path: '/error' },
  'edge-answers-preflight': put,
  'gateway-error': { path: '/down' },
  'response-redirected': { path: '/moved' },
  'header-not-exposed': { read: ['X-Total-Count'] },
};

export const requestFor = (cause: string, own: CellRequest = {}): CellRequest => ({ ...REQUESTS[cause], ...own });
