/** What to do about a cause, where no answer of the server is at hand: a sentence or two. */
export const remedyOf = (cause: string | undefined): string | undefined =>
  cause === undefined ? undefined : (REMEDIES[cause] ?? undefined);

const ON_THE_SERVER = 'This is changed on the server, not in the page.';

const REMEDIES: Readonly<Record<string, string>> = {
  'no-allow-origin': `Let the server answer with Access-Control-Allow-Origin and the page’s origin, and with Vary: Origin. ${ON_THE_SERVER}`,
  'origin-not-allowed': 'Add the page’s origin, with its scheme and port, to those that the server allows.',
  'origin-mismatch':
    'Let the server name exactly the page’s origin: scheme, host and port, in lower case, without a slash at its end.',
  'preflight-not-handled':
    'Let the server answer OPTIONS with 204 and the CORS headers, before its routes and its login.',
  'preflight-needs-auth': 'Let OPTIONS pass the login: browsers send no cookies and no Authorization with a preflight.',
  'preflight-redirected':
    'Call the URL to which it redirects, with its scheme, its host and its slash, or answer OPTIONS before the redirect.',
  'wildcard-with-credentials':
    'Let the server name the page’s origin in place of *, or send the request without credentials.',
  'credentials-not-allowed':
    'Let the server answer with Access-Control-Allow-Credentials: true, also to the preflight, or send the request without credentials.',
  'header-not-allowed':
    'Add every header that the page sets to Access-Control-Allow-Headers in the preflight’s answer.',
  'method-not-allowed': 'Add the method, in capitals, to Access-Control-Allow-Methods in the preflight’s answer.',
  'malformed-allow-list': 'Write the list as names with commas between them, without quotation marks.',
  'duplicate-allow-origin':
    'Let one place set Access-Control-Allow-Origin, the app or the proxy before it, and not both.',
  'added-twice-by-proxy':
    'Let one place set Access-Control-Allow-Origin, the app or the proxy before it, and not both.',
  'multiple-origins-in-header':
    'Keep the list on the server, compare the request’s Origin with it, and answer with that one origin.',
  'invalid-allow-origin': 'Write an origin such as https://app.example.com, or *, and nothing else.',
  'response-without-headers-on-error':
    'Find why the server answers with an error, and let its errors have the CORS headers too.',
  'gateway-error':
    'The app behind the gateway does not answer: start it, and let the gateway’s own errors have the CORS headers too.',
  'response-redirected': 'Call the URL to which it redirects, or let every step of the way allow the page’s origin.',
  'redirect-with-userinfo': 'Take the user name and the password out of the redirect’s URL.',
  'null-origin':
    'Serve the page over http from a host, or take the sandbox off its frame: then it has an origin to allow.',
  'header-not-exposed': 'Name the header in Access-Control-Expose-Headers of the answer.',
  'authorization-under-wildcard': 'Name Authorization in Access-Control-Allow-Headers beside *.',
  'mixed-content': 'Call the server over https.',
  'local-network-access': 'Let the user allow it in the browser’s prompt; headers can’t. The page must be on https.',
  'unsupported-scheme': 'Write the URL with http:// or https://, and open the page from a server, not from a file.',
  'opaque-response': 'Leave out mode: ‘no-cors’: with it, no page ever reads the answer.',
  'not-cors': 'No CORS header changes this: look where the message says.',
  'connection-refused': 'See whether the server runs, and whether the port is right.',
  'connection-reset': 'See in the server’s log why it closed the connection.',
  timeout: 'See whether the server is reachable from here, and why it takes so long.',
  'dns-failure': 'See whether the host’s name is written right.',
  'tls-failure': 'Open the URL in the browser to see what is wrong with the certificate.',
  'protocol-failure': 'See whether the server speaks HTTP at this port.',
};
