import type { ConsoleEngine, NotCorsCause, NotCorsTopic } from './parsed-message.js';
import { type Reader, readerOf, type Sentence, sentence } from './sentence.js';

const means = (
  topic: NotCorsTopic,
  engine: ConsoleEngine | undefined,
  templates: readonly string[],
  cause: NotCorsCause = 'not-cors',
): Sentence[] =>
  templates.map((template) => sentence(template, { kind: 'not-cors', topic, cause, ...(engine && { engine }) }));

/** What stops requests beside CORS, in the words of each engine. */
const SENTENCES: readonly Sentence[] = [
  ...means('content-security-policy', 'chromium', [
    'Refused to {action} \'{url}\' because it violates the following Content Security Policy directive: "{parameter}".',
    'Connecting to \'{url}\' violates the following Content Security Policy directive: "{parameter}".',
    'Loading the {kind} \'{url}\' violates the following Content Security Policy directive: "{parameter}".',
    "Refused to connect because it violates the document's Content Security Policy.",
    'violates the following Content Security Policy directive: "{parameter}".',
  ]),
  ...means('content-security-policy', 'webkit', [
    'Refused to connect to {url} because it does not appear in the {parameter} directive of the Content Security Policy.',
    'Refused to load {url} because it does not appear in the {parameter} directive of the Content Security Policy.',
    'because it does not appear in the {parameter} directive of the Content Security Policy.',
  ]),
  ...['Content-Security-Policy', 'Content Security Policy'].flatMap((name) =>
    means('content-security-policy', 'firefox', [
      `${name}: The page's settings blocked the loading of a resource ({kind}) at {url} because it violates the following directive: "{parameter}"`,
      `${name}: The page's settings blocked the loading of a resource at {url} ("{parameter}").`,
      `${name}: The page's settings blocked`,
    ]),
  ),
  ...means(
    'resource-policy',
    'firefox',
    ['The resource at "{url}" was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).'],
    'cross-origin-resource-policy',
  ),
  ...means(
    'resource-policy',
    'webkit',
    ["Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy response header."],
    'cross-origin-resource-policy',
  ),
  ...means(
    'blocked-port',
    'webkit',
    ['Not allowed to use restricted network port {parameter}: {urlWord}'],
    'blocked-port',
  ),
  ...means('opaque-response-blocking', 'firefox', [
    'The resource at "{url}" was blocked by OpaqueResponseBlocking. Reason: "{parameter}".',
    'The resource at "{url}" was blocked by OpaqueResponseBlocking.',
  ]),
  ...means('opaque-response-blocking', 'chromium', [
    'Response was blocked by CORB (Cross-Origin Read Blocking)',
    'Cross-Origin Read Blocking (CORB) blocked cross-origin response {url} with MIME type',
  ]),
  ...means('content-blocker', 'firefox', [
    'The resource at "{url}" was blocked because content blocking is enabled.',
    'The resource at "{url}" was blocked because Enhanced Tracking Protection is enabled.',
  ]),
  ...means('content-blocker', 'webkit', [
    'Content blocker prevented frame displaying {page} from loading a resource from {url}',
  ]),
  ...means(
    'mixed-content',
    'chromium',
    [
      "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure {kind} '{url}'. This request has been blocked; the content must be served over HTTPS.",
      'Mixed Content: The page',
    ],
    'mixed-content',
  ),
  ...means(
    'mixed-content',
    'firefox',
    ['Blocked loading mixed active content "{url}"', 'Blocked loading mixed display content "{url}"'],
    'mixed-content',
  ),
  ...means(
    'mixed-content',
    'webkit',
    [
      '[blocked] The page at {page} was not allowed to run insecure content from {urlWord}',
      '[blocked] The page at {page} was not allowed to display insecure content from {urlWord}',
      '[blocked] The page at {page} requested insecure content from {urlWord}',
      '[blocked] The page at {page} ran insecure content from {urlWord}',
      '[blocked] The page at {page} displayed insecure content from {urlWord}',
    ],
    'mixed-content',
  ),
  ...means('cookie', 'chromium', [
    'Indicate whether to send a cookie in a cross-site request by specifying its SameSite attribute',
    "A cookie associated with a cross-site resource at {url} was set without the 'SameSite' attribute",
    "A cookie associated with a resource at {url} was set with 'SameSite=None' but without 'Secure'",
    'Third-party cookie will be blocked.',
    'Reading cookie in cross-site context will be blocked',
    'This Set-Cookie was blocked because it',
  ]),
  ...means('cookie', 'firefox', [
    'Cookie "{parameter}" has been rejected',
    'Cookie "{parameter}" will be soon rejected',
    'Cookie "{parameter}" does not have a proper "SameSite" attribute value.',
  ]),
  ...means('frame', 'chromium', [
    'Blocked a frame with origin "{origin}" from accessing a',
    "Refused to display '{url}' in a frame because",
    "Failed to execute 'postMessage' on 'DOMWindow': The target origin provided ('{parameter}') does not match the recipient window's origin ('{origin}').",
  ]),
  ...means('frame', 'firefox', [
    'Permission denied to access property "{parameter}" on cross-origin object',
    'The loading of "{url}" in a frame is denied by "X-Frame-Options"',
  ]),
  ...means(
    'no-cors-mode',
    'chromium',
    [
      "Failed to execute 'fetch' on 'Window': '{parameter}' is unsupported in no-cors mode.",
      'an "opaque" response was used for a request whose type is not no-cors',
    ],
    'opaque-response',
  ),
  ...means('no-cors-mode', 'firefox', ['Window.fetch: Invalid request method {token}.'], 'opaque-response'),
  ...means('no-cors-mode', 'webkit', ['Method must be GET, POST or HEAD in no-cors mode.'], 'opaque-response'),
  ...means(
    'tainted-canvas',
    'chromium',
    ['Tainted canvases may not be exported.', 'The canvas has been tainted by cross-origin data.'],
    'opaque-response',
  ),
  ...means('forbidden-header', undefined, ['Refused to set unsafe header "{parameter}"']),
  ...means('forbidden-header', 'firefox', ['Attempt to set a forbidden header was denied: {parameter}']),
  ...means(
    'scheme',
    'webkit',
    ['POST of a Blob to non-HTTP protocols in XMLHttpRequest.send() is currently unsupported.'],
    'unsupported-scheme',
  ),
  ...means('preload', 'chromium', [
    "A preload for '{url}' is found, but is not used because the request credentials mode does not match.",
  ]),
];

/** About CORS, though nothing is blocked: the page read a header that is not exposed. */
const UNREADABLE_HEADER = sentence('Refused to get unsafe header "{parameter}"', {
  kind: 'warning',
  engine: 'chromium',
  cause: 'header-not-exposed',
});

export const notCorsReaders: readonly Reader[] = [readerOf([...SENTENCES, UNREADABLE_HEADER])];
