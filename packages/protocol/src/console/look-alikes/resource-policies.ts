import type { LookAlike } from '../look-alike.js';

export const RESOURCE_POLICIES: readonly LookAlike[] = [
  {
    id: 'resource-policy',
    topic: 'resource-policy',
    cause: 'cross-origin-resource-policy',
    what: 'the server’s Cross-Origin-Resource-Policy, or the page’s Cross-Origin-Embedder-Policy, blocked it',
    fix: 'Send Cross-Origin-Resource-Policy: cross-origin with the resource, or load it with CORS (crossorigin on the element). Where the page has Cross-Origin-Embedder-Policy: require-corp, the resource must do one of the two.',
    words: [
      [
        'chromium',
        'Specify a Cross-Origin Resource Policy to prevent a resource from being blocked',
        'Specify a more permissive Cross-Origin Resource Policy to prevent a resource from being blocked',
        'Specify a Cross-Origin Embedder Policy to prevent this frame from being blocked',
        '(blocked:CORP)',
        '(blocked:NotSameOrigin',
        '(blocked:corp-not-same',
        '(blocked:coep-',
      ],
      [
        'firefox',
        'The resource at "{url}" was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).',
      ],
      [
        'webkit',
        "Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy response header.",
        "because it violates the resource's Cross-Origin-Resource-Policy response header.",
        "Refused to display '{url}' in a frame because of Cross-Origin-Embedder-Policy.",
      ],
    ],
  },
  {
    id: 'opener-policy',
    topic: 'opener-policy',
    what: 'Cross-Origin-Opener-Policy separates the page from its popup or opener',
    fix: 'For a login in a popup send Cross-Origin-Opener-Policy: same-origin-allow-popups with the page. The header counts only over https and on localhost.',
    words: [
      [
        'chromium',
        'Cross-Origin-Opener-Policy policy would block the {parameter} call.',
        'Cross-Origin-Opener-Policy policy would block',
        "The Cross-Origin-Opener-Policy header has been ignored, because the URL's origin was untrustworthy.",
        'The Cross-Origin-Opener-Policy header has been ignored',
        '(blocked:coop-sandboxed-iframe-cannot-navigate-to-coop-page)',
      ],
      [undefined, 'The Cross-Origin-Embedder-Policy header has been ignored', 'The Origin-Agent-Cluster header'],
    ],
  },
  {
    id: 'cross-origin-isolation',
    topic: 'cross-origin-isolation',
    what: 'the page is not cross-origin isolated, so SharedArrayBuffer is not available',
    fix: 'Send Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp with the page. Resources of other origins then need CORS or Cross-Origin-Resource-Policy.',
    words: [
      [
        undefined,
        'SharedArrayBuffer is not defined',
        "Can't find variable: SharedArrayBuffer",
        'SharedArrayBuffer transfer requires self.crossOriginIsolated.',
        'The SharedArrayBuffer object cannot be serialized. The Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy',
      ],
    ],
  },
  {
    id: 'opaque-response-blocking',
    topic: 'opaque-response-blocking',
    what: 'the URL returns HTML, JSON or an error where an image, script or font is expected, and the browser blocked that (ORB, formerly CORB)',
    fix: 'Open the URL by itself: it must return what the element expects, with that Content-Type. To read data, use fetch() with CORS instead of an element.',
    words: [
      [
        'chromium',
        'Response was blocked by CORB (Cross-Origin Read Blocking)',
        'Cross-Origin Read Blocking (CORB) blocked cross-origin response {url} with MIME type',
        'Cross-Origin Read Blocking (CORB) blocked cross-origin response',
        '(blocked:orb)',
      ],
      [
        'firefox',
        'The resource at "{url}" was blocked by OpaqueResponseBlocking. Reason: "{parameter}".',
        'The resource at "{url}" was blocked by OpaqueResponseBlocking.',
        'A resource is blocked by OpaqueResponseBlocking, please check browser console for details.',
      ],
    ],
  },
  {
    id: 'content-blocker',
    topic: 'content-blocker',
    what: 'an ad blocker, tracking protection or another extension blocked it',
    fix: 'Try it in a private window without extensions. If it works there, the URL is on a block list: rename its path or host, or exempt the page.',
    words: [
      ['chromium', '(blocked:devtools)', '(blocked:inspector)', '(blocked:extension)'],
      [
        'firefox',
        'The resource at "{url}" was blocked because content blocking is enabled.',
        'The resource at "{url}" was blocked because Enhanced Tracking Protection is enabled.',
        'Request to access cookie or storage on "{url}" was blocked because',
      ],
      [
        'webkit',
        'Content blocker prevented frame displaying {page} from loading a resource from {url}',
        'Blocked by content blocker',
      ],
    ],
  },
];
