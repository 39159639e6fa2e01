/** What an error status means, and what to do about it, in one sentence. https://httpwg.org/specs/rfc9110.html#status.codes */
const STATUSES: Readonly<Record<number, readonly [reason: string, advice: string]>> = {
  400: [
    'Bad Request',
    'The server does not understand the request: compare its URL, headers and body with the API’s documentation.',
  ],
  401: [
    'Unauthorized',
    'The token or session is missing, expired or not valid: sign in, and send it with the request.',
  ],
  402: ['Payment Required', 'The account or quota behind the key is used up.'],
  403: [
    'Forbidden',
    'The server knows the request and denies it: check the rights of the account or key, and allowlists of addresses and origins.',
  ],
  404: ['Not Found', 'There is nothing at this URL: check the path, its prefix and its trailing slash.'],
  405: ['Method Not Allowed', 'The route has no handler for this method: check the method and the path.'],
  406: [
    'Not Acceptable',
    'The server has no representation that the Accept header allows, or a firewall denies it: check Accept.',
  ],
  407: ['Proxy Authentication Required', 'A proxy on the way requires authentication.'],
  408: ['Request Timeout', 'The body did not arrive in time: check the connection and the body’s length.'],
  409: ['Conflict', 'The request contradicts the state of the resource: load it again first.'],
  410: ['Gone', 'The resource was removed for good: use another URL.'],
  411: ['Length Required', 'The server wants a Content-Length: don’t send the body as a stream.'],
  413: [
    'Content Too Large',
    'The body exceeds a limit: raise it (nginx `client_max_body_size`, Express `limit`, PHP `post_max_size`, IIS `maxAllowedContentLength`), or send less.',
  ],
  414: ['URI Too Long', 'Send long parameters in the body of a POST.'],
  415: ['Unsupported Media Type', 'Set the Content-Type that the server expects, such as application/json.'],
  416: ['Range Not Satisfiable', 'The Range lies outside the resource.'],
  419: ['Page Expired', 'The CSRF token is missing or expired.'],
  421: [
    'Misdirected Request',
    'This server is not responsible for the host name: check the certificate, SNI and Host that the proxy sends.',
  ],
  422: ['Unprocessable Content', 'The body is well-formed but not valid: the response says which field.'],
  423: ['Locked', 'The resource is locked.'],
  425: ['Too Early', 'Send it again after the TLS handshake.'],
  426: [
    'Upgrade Required',
    'The server expects another protocol here: see its Upgrade header; for a WebSocket use new WebSocket().',
  ],
  428: ['Precondition Required', 'Send If-Match.'],
  429: ['Too Many Requests', 'Send fewer requests, and wait as long as Retry-After says.'],
  431: [
    'Request Header Fields Too Large',
    'The headers are too large, mostly the cookies: delete them, or raise the limit.',
  ],
  451: ['Unavailable For Legal Reasons', 'The resource is blocked in this country.'],
  500: ['Internal Server Error', 'The app failed: the exception is in the server’s log.'],
  501: ['Not Implemented', 'The server does not support this method.'],
  502: ['Bad Gateway', 'The gateway got no valid response from the app: it is down, or crashed; see both logs.'],
  503: [
    'Service Unavailable',
    'The app is down, starting, overloaded or in maintenance: see its log, and retry later.',
  ],
  504: [
    'Gateway Timeout',
    'The app did not respond to the gateway in time: see what it waits for, or raise the gateway’s timeout.',
  ],
  507: ['Insufficient Storage', 'The server’s disk or quota is full.'],
  520: ['Unknown Error', 'The origin server behind Cloudflare returned something else than a response: see its log.'],
  521: [
    'Web Server Is Down',
    'The origin server behind Cloudflare refuses the connection: start it, or let Cloudflare’s addresses in.',
  ],
  522: ['Connection Timed Out', 'Cloudflare does not reach the origin server: check its firewall and address.'],
  523: ['Origin Is Unreachable', 'Check the origin server’s DNS record in Cloudflare.'],
  524: ['A Timeout Occurred', 'The origin server behind Cloudflare took longer than 100 s.'],
  525: [
    'SSL Handshake Failed',
    'The TLS handshake between Cloudflare and the origin server fails: check its certificate.',
  ],
  526: ['Invalid SSL Certificate', 'The origin server’s certificate is not valid for Cloudflare’s mode Full (strict).'],
  530: ['Origin DNS Error', 'The body has Cloudflare’s error code 1xxx.'],
};

const generic = (status: number): string =>
  status >= 500 ? 'Server Error' : status >= 400 ? 'Client Error' : 'Response';

/** The reason phrase. */
export const reasonOf = (status: number): string => STATUSES[status]?.[0] ?? generic(status);

/** What to do about it. */
export const adviceOn = (status: number): string =>
  STATUSES[status]?.[1] ??
  (status >= 500 ? 'The server failed: its log shows why.' : 'The server denies the request: its response says why.');
