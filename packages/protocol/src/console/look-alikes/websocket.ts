import type { LookAlike } from '../look-alike.js';

export const WEBSOCKET: readonly LookAlike[] = [
  {
    id: 'websocket',
    topic: 'websocket',
    what: 'a WebSocket could not connect. WebSockets have no CORS: the server itself decides by the Origin header',
    fix: 'Look at the response to the handshake in the Network panel. 403: add the page’s origin to the server’s list of allowed origins. 200, 400, 404 or 502: the path is wrong, or a proxy in front does not pass on Upgrade.',
    words: [
      [
        'webkit',
        "WebSocket connection to '{url}' failed: There was a bad response from the server.",
        'There was a bad response from the server.',
      ],
      [
        'chromium',
        "WebSocket connection to '{url}' failed: Error during WebSocket handshake: Unexpected response code: {status}",
        "WebSocket connection to '{url}' failed: Error in connection establishment: net::{parameter}",
        "WebSocket connection to '{url}' failed: WebSocket is closed before the connection is established.",
        "WebSocket connection to '{url}' failed",
        'Error during WebSocket handshake: Unexpected response code: {status}',
      ],
      [
        'firefox',
        "Firefox can't establish a connection to the server at {urlWord}.",
        "Firefox can't establish a connection to the server at {urlWord}",
        'The connection to {url} was interrupted while the page was loading.',
      ],
      [undefined, 'Unexpected server response: {status}'],
    ],
  },
];
