import type { LookAlike } from '../look-alike.js';

export const OTHERS: readonly LookAlike[] = [
  {
    id: 'blocked-port',
    topic: 'blocked-port',
    cause: 'blocked-port',
    what: 'browsers send nothing to this port, which belongs to another protocol',
    words: [
      [
        'webkit',
        'Not allowed to use restricted network port {parameter}: {urlWord}',
        'Not allowed to use restricted network port',
      ],
      ['firefox', 'This address uses a network port which is normally used for purposes other than Web browsing'],
    ],
  },
  {
    id: 'forbidden-header',
    topic: 'forbidden-header',
    what: 'the page set a header that only the browser may set; it was left out',
    fix: 'Remove that header from the page’s code. The request is sent without it.',
    words: [
      [undefined, 'Refused to set unsafe header "{parameter}"'],
      ['firefox', 'Attempt to set a forbidden header was denied: {parameter}'],
    ],
  },
  {
    id: 'url-credentials',
    topic: 'refused-before-sending',
    what: 'the URL has a user name or a password in it, and fetch() refuses such a URL',
    fix: 'Remove user:password@ from the URL, and send it as an Authorization header.',
    words: [
      [
        'chromium',
        "Failed to execute 'fetch' on 'Window': Request cannot be constructed from a URL that includes credentials: {urlWord}",
        'Request cannot be constructed from a URL that includes credentials',
      ],
      ['firefox', 'is an url with embedded credentials.'],
      ['webkit', 'URL is not valid or contains user credentials.'],
    ],
  },
  {
    id: 'scheme',
    topic: 'scheme',
    cause: 'unsupported-scheme',
    what: 'the URL is not http or https',
    words: [['webkit', 'POST of a Blob to non-HTTP protocols in XMLHttpRequest.send() is currently unsupported.']],
  },
  {
    id: 'preload',
    topic: 'preload',
    what: 'a preload was made with other credentials than the request',
    fix: 'Set crossorigin on the link element as the request has it; fonts always need crossorigin="anonymous".',
    words: [
      [
        'chromium',
        "A preload for '{url}' is found, but is not used because the request credentials mode does not match.",
        "A preload for '{url}' is found, but is not used",
        'The resource {url} was preloaded using link preload but not used within a few seconds',
      ],
      ['firefox', 'The resource at "{url}" preloaded with link preload was not used within a few seconds.'],
    ],
  },
  {
    id: 'refused-by-webkit',
    topic: 'refused-before-sending',
    what: 'Safari refused the request before sending it: an https page that calls http (localhost too), or the page’s Content-Security-Policy',
    fix: 'Look at the line before. If there is none: call the server over https, or allow it in connect-src of the page’s Content-Security-Policy.',
    words: [['webkit', 'Not allowed to request resource']],
  },
  {
    id: 'http-status',
    topic: 'http-status',
    what: ({ status = 0 }) =>
      status === 401 || status === 403
        ? `the server denied the request with status ${status}`
        : status === 404 || status === 405
          ? `the server has no such path or method (${status})`
          : status >= 500
            ? `the server failed with status ${status}`
            : `the server responded with status ${status}`,
    fix: ({ status = 0 }) =>
      status === 401 || status === 403
        ? 'Check login, token and permissions. If a line about CORS stands beside it, the server leaves its CORS headers out of error responses: add them there too.'
        : 'Look at the response in the Network panel and in the server’s log. If a line about CORS stands beside it, the server leaves its CORS headers out of error responses: add them there too.',
  },
  {
    id: 'certificate-in-app',
    topic: 'network',
    cause: 'tls-failure',
    what: 'the server’s certificate is not trusted',
    words: [
      [
        undefined,
        'Trust anchor for certification path not found',
        'PKIX path building failed',
        'unable to verify the first certificate',
        'unable to get local issuer certificate',
        'certificate verify failed',
        'self signed certificate',
        'self-signed certificate',
        'CERTIFICATE_VERIFY_FAILED',
        'SSLHandshakeException',
        'The certificate for this server is invalid',
      ],
    ],
  },
  {
    id: 'cleartext',
    topic: 'network',
    what: 'the app may not use http without encryption',
    fix: 'Call the server over https, or allow http for this host in the app’s network security configuration (Android) or App Transport Security (iOS).',
    words: [
      [
        undefined,
        'CLEARTEXT communication to {token} not permitted by network security policy',
        'ERR_CLEARTEXT_NOT_PERMITTED',
        'The resource could not be loaded because the App Transport Security policy requires the use of a secure connection',
      ],
    ],
  },
  {
    id: 'api-key',
    topic: 'api-key',
    what: 'the provider’s console does not list the page’s origin for this key or client',
    fix: 'Add the page’s origin, with scheme and port, where the key or client is configured at the provider. It may take some minutes.',
    words: [
      [
        undefined,
        'RefererNotAllowedMapError',
        'The given origin is not allowed for the given client ID',
        "origin isn't allowed for the given client ID",
        'The given client ID is not found',
        'idpiframe_initialization_failed',
        'Not a valid origin for the client',
        'origin_mismatch',
        'redirect_uri_mismatch',
        'Requests from referer {token} are blocked',
        'API_KEY_HTTP_REFERRER_BLOCKED',
        'ApiTargetBlockedMapError',
        'auth/unauthorized-domain',
        'This domain is not authorized for OAuth operations',
      ],
    ],
  },
  {
    id: 'permissions-policy',
    topic: 'permissions-policy',
    what: 'a feature is not allowed in this frame or page',
    fix: 'Allow it in the Permissions-Policy header of the page, and with allow="…" on the iframe.',
    words: [
      [
        undefined,
        'Permissions policy violation: {parameter} is not allowed in this document.',
        'Permissions policy violation:',
        'has been blocked because of a permissions policy applied to the current document',
        'has been blocked because of a Feature Policy applied to the current document',
      ],
    ],
  },
  {
    id: 'network',
    topic: 'network',
    what: 'no response was received',
  },
];
