import type { LookAlike } from '../look-alike.js';

export const SCRIPTS: readonly LookAlike[] = [
  {
    id: 'mime-type',
    topic: 'mime-type',
    what: 'the server sends the file with a type that the browser does not run. With text/html it is mostly an error page or the page’s own index.html',
    fix: 'Open the URL by itself. If it is a page, the file is missing on the server or the path is wrong. If it is the file, send it with its Content-Type.',
    words: [
      [
        'chromium',
        "Refused to execute script from '{url}' because its MIME type ('{parameter}') is not executable",
        "Refused to apply style from '{url}' because its MIME type ('{parameter}') is not a supported stylesheet MIME type",
        'Failed to load module script: Expected a JavaScript module script but the server responded with a MIME type of "{parameter}"',
        'Failed to load module script: Expected a JavaScript-or-Wasm module script but the server responded with a MIME type of "{parameter}"',
        'Failed to load module script: The server responded with a non-JavaScript MIME type of "{parameter}"',
        'Failed to load module script:',
        "Incorrect response MIME type. Expected 'application/wasm'.",
        'EventSource\'s response has a MIME type ("{parameter}") that is not "text/event-stream".',
      ],
      [
        'firefox',
        'Loading module from "{url}" was blocked because of a disallowed MIME type ("{parameter}").',
        'The resource from "{url}" was blocked due to MIME type ("{parameter}") mismatch',
        'The stylesheet {url} was not loaded because its MIME type, "{parameter}", is not "text/css".',
        'Script from "{url}" was blocked because of a disallowed MIME type ("{parameter}").',
        'The script from "{url}" was loaded even though its MIME type',
        'Loading script from "{url}" with importScripts() was blocked because of a disallowed MIME type ("{parameter}").',
        'Loading Worker from "{url}" was blocked because of a disallowed MIME type ("{parameter}").',
      ],
      [
        'webkit',
        'Refused to execute {url} as script because',
        "Did not parse stylesheet at '{url}' because non CSS MIME types are not allowed in strict mode.",
        'TypeError: Module script at {url} ',
      ],
    ],
  },
  {
    id: 'integrity',
    topic: 'integrity',
    what: 'the integrity attribute can’t be checked, or does not match the file',
    fix: 'For a file of another origin set crossorigin="anonymous" on the element, and its server must send Access-Control-Allow-Origin. If the hash differs, the file has changed: write its new hash.',
    words: [
      [
        'chromium',
        "Subresource Integrity: The resource '{url}' has an integrity attribute, but the resource requires the request to be CORS enabled to check the integrity, and it is not.",
        "Failed to find a valid digest in the 'integrity' attribute for resource '{url}'",
        "Failed to find a valid digest in the 'integrity' attribute",
      ],
      [
        'firefox',
        'is not eligible for integrity checks since',
        'None of the "{kind}" hashes in the integrity attribute match the content of the subresource',
      ],
      ['webkit', 'Cannot load script {url}. Failed integrity metadata check.', 'Failed integrity metadata check.'],
    ],
  },
  {
    id: 'stale-module',
    topic: 'module',
    what: 'a module of the page could not be loaded. Mostly the page was deployed anew, and its old file is gone',
    fix: 'Reload the page. Keep old files for a while after a deployment, or reload on this error. If the file is on another host, that host must send Access-Control-Allow-Origin.',
    words: [
      ['chromium', 'Failed to fetch dynamically imported module: {urlWord}'],
      ['firefox', 'error loading dynamically imported module: {urlWord}', 'error loading dynamically imported module'],
      ['webkit', 'Importing a module script failed.'],
      [undefined, 'Loading chunk {token} failed.', 'ChunkLoadError', 'Loading CSS chunk'],
    ],
  },
  {
    id: 'script-error',
    topic: 'script-error',
    what: 'an error in a script of another origin, which the browser hides from the page',
    fix: 'To see it, set crossorigin="anonymous" on the script element and send Access-Control-Allow-Origin with the script. The error itself is in the script.',
    words: [
      [undefined, 'Script error.'],
      ['firefox', 'Loading failed for the <script> with source "{url}".', 'Loading failed for the'],
    ],
  },
  {
    id: 'html-for-json',
    topic: 'html-for-json',
    what: 'the response arrived, and it is HTML where the page expects JSON: an error page, a login, or the page’s own index.html',
    fix: 'Look at the response in the Network panel. Mostly the path is wrong, a rewrite sends every path to index.html, or the login has ended.',
    words: [
      [
        'chromium',
        'Unexpected token \'<\', "<{parameter}"... is not valid JSON',
        "Unexpected token '<'",
        'Unexpected token < in JSON at position 0',
      ],
      ['firefox', 'JSON.parse: unexpected character at line 1 column 1 of the JSON data'],
      ['webkit', "JSON Parse error: Unrecognized token '<'"],
    ],
  },
];
