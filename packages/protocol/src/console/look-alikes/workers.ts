import type { LookAlike } from '../look-alike.js';

export const WORKERS: readonly LookAlike[] = [
  {
    id: 'no-cors-mode',
    topic: 'no-cors-mode',
    cause: 'opaque-response',
    what: 'the page requested something with mode: ‘no-cors’ that this mode doesn’t support',
    fix: 'Remove mode: ‘no-cors’. With it no page can read a response, whatever the server sends.',
    words: [
      [
        'chromium',
        "Failed to execute 'fetch' on 'Window': '{parameter}' is unsupported in no-cors mode.",
        "Failed to execute 'fetch' on 'WorkerGlobalScope': '{parameter}' is unsupported in no-cors mode.",
        'an "opaque" response was used for a request whose type is not no-cors',
        'The FetchEvent for "{url}" resulted in a network error response: an "opaque" response was used for a request whose type is not no-cors',
      ],
      [
        'firefox',
        'Window.fetch: Invalid request method {token}.',
        'WorkerGlobalScope.fetch: Invalid request method {token}.',
      ],
      ['webkit', 'Method must be GET, POST or HEAD in no-cors mode.'],
    ],
  },
  {
    id: 'worker-origin',
    topic: 'worker',
    what: 'a worker or service worker must come from the page’s own origin; no CORS header changes that',
    fix: 'Serve the worker’s script from the page’s own origin. A small worker there may load the rest with importScripts or import.',
    words: [
      [
        'chromium',
        "Failed to construct 'Worker': Script at '{url}' cannot be accessed from origin '{origin}'.",
        "Failed to construct 'SharedWorker': Script at '{url}' cannot be accessed from origin '{origin}'.",
        "Failed to register a ServiceWorker: The origin of the provided scriptURL ('{parameter}') does not match the current origin ('{origin}').",
        'Failed to register a ServiceWorker: The origin of the provided scriptURL',
        "Failed to execute 'addModule' on 'Worklet'",
      ],
      [
        'firefox',
        'Failed to load worker script at "{url}"',
        'Security Error: Content at {page} may not load data from {urlWord}',
        'ServiceWorker script at {url} for scope {page} encountered an error during installation.',
      ],
      [
        'webkit',
        'Origin of scriptURL must match the current origin',
        'serviceWorker.register() must be called with a script URL whose origin',
      ],
    ],
  },
  {
    id: 'service-worker-registration',
    topic: 'worker',
    what: 'the service worker could not be registered: its script, its type, its scope or its certificate',
    fix: 'The script must come over https from the page’s own origin, as JavaScript, without a redirect, from a path at or above its scope.',
    words: [
      [
        undefined,
        'Failed to register a ServiceWorker for scope',
        'Failed to register a ServiceWorker',
        'Failed to register/update a ServiceWorker for scope',
        'The script has an unsupported MIME type',
        'The script resource is behind a redirect, which is disallowed.',
      ],
    ],
  },
  {
    id: 'service-worker',
    topic: 'worker',
    what: 'a service worker handled the request, and its own request failed',
    fix: 'The reason is in the lines before, or in the service worker’s console (Application panel). Try it with “Bypass for network”.',
    words: [
      [
        'chromium',
        'The FetchEvent for "{url}" resulted in a network error response: the promise was rejected.',
        'The FetchEvent for "{url}" resulted in a network error response: a redirected response was used for a request whose redirect mode is not "follow".',
        'The FetchEvent for "{url}" resulted in a network error response:',
        "The script at '{url}' failed to load.",
        'Uncaught (in promise) no-response: no-response',
      ],
      [
        'firefox',
        "Failed to load '{url}'. A ServiceWorker passed a promise to FetchEvent.respondWith() that rejected",
        "Failed to load '{url}'. A ServiceWorker",
        'ServiceWorker intercepted the request and encountered an unexpected error',
      ],
      ['webkit', 'FetchEvent.respondWith received an error:'],
    ],
  },
];
