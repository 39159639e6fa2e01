import type { Probe } from '@corsmith/doctor';
import { handshake, isHandshake, type OpenOptions, openWebSocket } from '@corsmith/doctor/examination';
import { get, type HeaderList, isLoopbackHost, type WireResponse } from '@corsmith/protocol';
import { browsersAt } from './browsers-at.js';
import type { AuditRequest, Reach, Reaches } from './finding.js';
import { type Judge, NOTHING, together } from './reach.js';
import { isSentByBrowsers, type Wires } from './requests.js';
import type { Target } from './target.js';

/** The URL as pages pass it to `WebSocket`. */
export const socketUrl = ({ href }: URL): string => href.replace(/^http/, 'ws');

/** The same URL with the scheme of HTTP, over which the handshake is sent. */
export const handshakeUrl = (url: string): string => url.replace(/^ws(?=s?:)/i, 'http');

export const isSocketUrl = (url: string): boolean => /^wss?:/i.test(url);

/** A probe that opens WebSockets too. */
export const withHandshakes = (probe: Probe, options: OpenOptions): Probe => ({
  ...probe,
  send: (request) => (isHandshake(request) ? openWebSocket(request, options) : probe.send(request)),
});

/** Paths at which servers open WebSockets: Rails, SignalR, Socket.IO, GraphQL, development servers. */
const USUAL_PATH =
  /(?:^|[/._-])(?:wss?|websockets?|sockets?|sockjs|cable|signalr|hubs?|graphql|subscriptions?|realtime|live|stream|hmr|ws-\w+)(?=$|[/._-])/i;

/** Whether it is worth a handshake: by the path, by what the server says, or since a development server has one at any path. */
export const mayOpenSockets = (
  { url, network }: Pick<Target, 'url' | 'network'>,
  responses: readonly (WireResponse | undefined)[],
): boolean =>
  network === 'private' ||
  USUAL_PATH.test(url.pathname) ||
  responses.some(
    (one) =>
      one !== undefined &&
      (one.status === 426 ||
        /\bwebsocket\b/i.test(get(one.headers, 'upgrade') ?? '') ||
        get(one.headers, 'sec-websocket-version') !== undefined),
  );

/** What a page's handshake can have: subprotocols, and the passwords of HTTP that browsers add themselves. */
const isOfPages = ([name, value]: HeaderList[number]): boolean =>
  /^sec-websocket-protocol$/i.test(name) || (/^authorization$/i.test(name) && isSentByBrowsers(value));

/** The handshake of each origin. */
export const handshakesFor =
  (wiresFor: (origin: string) => Wires, { headers = [] }: Pick<AuditRequest, 'headers'>): ((origin: string) => Wires) =>
  (origin) => {
    const { actual } = wiresFor(origin);
    const cookie = get(actual.headers, 'cookie');
    const own = headers.filter(isOfPages);
    const wire = handshake(actual.url, origin, [
      ...own,
      ...(cookie === undefined ? [] : [['Cookie', cookie] as const]),
    ]);
    return { actual: wire, permission: wire };
  };

const EVERYTHING: Reach = { read: 'with-credentials', write: 'with-credentials' };
const NONE: Reaches = { chromium: NOTHING, firefox: NOTHING, webkit: NOTHING };

/**
 * Once a WebSocket is open, nothing keeps the page from it: no header allows or denies, and every cookie that the site
 * relation permits was sent. https://websockets.spec.whatwg.org/#opening-handshake
 */
export const judgeSocket =
  (url: URL): Judge =>
  async (origin, { actual }) => {
    const isAllowed = actual?.status === 101;
    const isMixed = origin.startsWith('https:') && url.protocol === 'http:' && !isLoopbackHost(url.hostname);
    const able = isAllowed && !isMixed ? browsersAt(origin) : [];
    const reaches = together([NONE, ...able.map((browser) => ({ ...NONE, [browser]: EVERYTHING }))]);
    return { reaches, writes: [], isAllowed };
  };
