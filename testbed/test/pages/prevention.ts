/** How each cause is kept from coming back: what no run can show. */
export const prevention: Readonly<Record<string, string>> = {
  'mixed-content':
    'Serve the API over https everywhere but on localhost, and keep its URL in one setting of the page that has no default with `http:`.',
  'unsupported-scheme':
    'Build URLs with `new URL(path, base)` from a base that is written whole, scheme included; it throws where there is none.',
  'blocked-port': 'Choose ports for development from 3000 up that are not on the list of the Fetch standard.',
  'cross-origin-resource-policy':
    'Decide for each public file who may embed it, and send `Cross-Origin-Resource-Policy: cross-origin` with those that everyone may.',
  'dns-failure': 'Run `corsmith check` in the deployment, before the page goes out with the new name.',
  'connection-refused':
    'Let the page wait for the server in development, and let the deployment ask its health before the page goes out.',
  'connection-reset': 'Keep the idle time of the server longer than that of what stands before it.',
  timeout:
    'Give the slow request an answer at once and its result later; raise the limit of the proxy only after that.',
  'tls-failure': 'Renew certificates by a machine, send the whole chain, and watch the date of expiry.',
  challenge: 'Exempt the paths of the API, OPTIONS above all, from challenges: a script of a page can solve none.',
  'stale-preflight':
    'Keep Access-Control-Max-Age low (600) while the policy changes. Have no shared cache keep answers to OPTIONS.',
  'cached-without-vary': 'Send `Vary: Origin` with every answer, also with those to requests without Origin.',
  'cached-other-origin':
    'Send `Vary: Origin` wherever the answer names an origin; or put the origin into the key of the cache.',
  'added-twice-by-proxy': 'Decide for one place that speaks of CORS, app or proxy, and let the other be silent.',
  'edge-answers-preflight': 'Decide for one place that speaks of CORS, and let OPTIONS reach it.',
  'gateway-error':
    'Have the gateway add the headers to its own errors too (`always` in nginx, gateway responses in API Gateway): the page then sees the status.',
  'stripped-by-proxy': 'Check through the proxy, with `--direct`, whenever its configuration changes.',
  'overwritten-by-proxy': 'Decide for one place that speaks of CORS, app or proxy, and let the other be silent.',
  'redirect-with-userinfo': 'Never put a user or password into a URL. A header of its own carries them.',
  'response-redirected': 'Have the page ask for the final URL; keep one spelling of each path and one host.',
  'preflight-redirected':
    'Have the page ask for the final URL, with the scheme, the host and the slash at the end that the server itself uses. Let the CORS middleware come before what redirects.',
  'null-origin':
    'Serve the page from a server, in development too. Never allow `null`: any sandboxed frame of any site has that origin.',
  'origin-not-allowed':
    'Keep the list of origins in a setting of each environment, written as browsers write them, and try each after a deployment.',
  'method-not-allowed': 'Allow the methods that the routes have. Methods are upper case: `PATCH`, not `patch`.',
  'header-not-allowed': 'Name a new header in the policy in the same change that has the page send it.',
  'preflight-needs-auth':
    'Put CORS before authentication. A preflight never carries a cookie or a token, and there is nothing to protect in it.',
  'protocol-failure':
    'Let the page talk to the port that speaks HTTP, and let no proxy rewrite what it does not understand.',
  'route-missing': 'Try the URL itself first: the console speaks of CORS because errors came without its headers.',
  'preflight-not-handled':
    'Put CORS on the app, not on single routes, and before every other middleware: then OPTIONS is answered for all of them.',
  'duplicate-allow-origin': 'Decide for one place that speaks of CORS. Set headers, never append to them.',
  'multiple-origins-in-header':
    'The header has room for one origin: compare the request against a list, and send back the one that matched.',
  'invalid-allow-origin':
    'Give the middleware a list of whole origins. A missing setting should stop the server, not become a header.',
  'wildcard-with-credentials': 'List the origins from the first day where people log in.',
  'origin-mismatch':
    'Write origins as `new URL(text).origin` gives them: scheme, host and port, no path, no slash at the end.',
  'response-without-headers-on-error':
    'Put CORS outermost, so that it sees the answers of error handlers too; in a proxy, add headers `always`.',
  'headers-only-on-preflight':
    'Leave OPTIONS to the same middleware as all other methods; write no route for it by hand.',
  'headers-only-on-response':
    'Leave OPTIONS to the same middleware as all other methods; write no route for it by hand.',
  'no-allow-origin': 'Put the policy beside the routes from the first day, and a test that asks as a page would.',
  'credentials-not-allowed':
    'Turn credentials on where people log in, in the server and in the page at once. The value is `true`, in lower case.',
  'malformed-allow-list': 'Give the middleware lists, not texts; names are separated by commas alone.',
  'header-not-exposed': 'Name a response header in the policy in the same change that has the page read it.',
  'same-origin': 'Nothing to prevent: look at the status and the body of the answer.',
  'opaque-response': "Never use `mode: 'no-cors'` to be rid of an error: it hides the answer from the page for good.",
  'not-cors': 'Read the whole message: it names the policy that blocks, and each is set in another place.',
  'local-network-access': 'Serve page and API from the same network, or let the API have a public https address.',
};
