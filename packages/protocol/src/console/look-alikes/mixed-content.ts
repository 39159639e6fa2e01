import type { LookAlike } from '../look-alike.js';
import type { NotCorsMessage } from '../parsed-message.js';

const OVER_HTTPS = "Mixed Content: The page at '{page}' was loaded over HTTPS, but";
const upgraded = 'This request was automatically upgraded to HTTPS';

/** Browsers treat http://localhost as secure, but Safari. */
const isLoopback = ({ url = '' }: NotCorsMessage): boolean => /^[a-z]+:\/\/(?:localhost|127\.|\[::1\])/i.test(url);

export const MIXED_CONTENT: readonly LookAlike[] = [
  {
    id: 'mixed-content-upgraded',
    topic: 'mixed-content',
    cause: 'mixed-content',
    what: 'the page is on https and loads something from http. The browser upgraded the request to https and sent it',
    fix: 'Write the URL with https.',
    words: [
      [
        'chromium',
        `${OVER_HTTPS} requested an insecure element '{url}'. ${upgraded}`,
        `${OVER_HTTPS} requested an insecure {kind} '{url}'. ${upgraded}`,
        `${OVER_HTTPS} requested an insecure {kind} '{url}'. This content should also be served over HTTPS.`,
      ],
      [
        'firefox',
        "Upgrading insecure display request '{url}' to use '{kind}'",
        "Upgrading insecure request '{url}' to use '{kind}'",
      ],
      [
        'webkit',
        '[info] The page at {page} requested insecure content from {url}. This content was automatically upgraded and should be served over HTTPS.',
      ],
    ],
  },
  {
    id: 'mixed-content',
    topic: 'mixed-content',
    cause: 'mixed-content',
    what: (message) =>
      isLoopback(message) && message.engine === 'webkit'
        ? 'the page is on https and calls http. Safari blocks that for localhost too, which Chrome and Firefox allow'
        : 'the page is on https and calls http',
    fix: (message) =>
      isLoopback(message)
        ? 'Serve the local server over https, or open the page over http while you develop.'
        : `Call the server over ${/^ws:/i.test(message.url ?? '') ? 'wss' : 'https'}. If it has no certificate, put a proxy in front that has one, or serve it through the page’s own origin.`,
    words: [
      [
        'chromium',
        `${OVER_HTTPS} requested an insecure {kind} '{url}'. This request has been blocked; the content must be served over HTTPS.`,
        `${OVER_HTTPS} attempted to connect to the insecure WebSocket endpoint '{url}'. This request has been blocked`,
        'Mixed Content: The page',
        '(blocked:mixed-content)',
        "Failed to construct 'WebSocket': An insecure WebSocket connection may not be initiated from a page loaded over HTTPS.",
      ],
      ['firefox', 'Blocked loading mixed active content "{url}"', 'Blocked loading mixed display content "{url}"'],
      [
        'webkit',
        ...['was not allowed to run', 'was not allowed to display', 'requested', 'ran', 'displayed'].flatMap((did) =>
          ['[blocked]', '[Warning]', ''].flatMap((mark) => [
            `${mark} The page at {page} ${did} insecure content from {urlWord}.`,
            ...(mark === '' ? [] : [`${mark} The page at {page} ${did} insecure content from {urlWord}`]),
          ]),
        ),
      ],
    ],
  },
];
