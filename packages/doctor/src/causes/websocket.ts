import type { CauseRule } from '../cause.js';
import { isResponseSilent } from '../explanation/console-evidence.js';
import { type Facts, isOriginMissing, judgedLines, judgedResponse } from '../facts/facts.js';

const isWebSocketUrl = ({ request }: Facts): boolean => /^wss?:/i.test(request.url);

/** An HTTP request to what only speaks WebSocket. */
const upgrade = (facts: Facts) =>
  isOriginMissing(facts) && [400, 426].includes(judgedResponse(facts)?.status ?? 0)
    ? judgedLines(facts, 'upgrade').find(([, value]) => /^websocket$/i.test(value.trim()))
    : undefined;

export const websocket: CauseRule = {
  id: 'websocket',
  title: 'This is a WebSocket: CORS does not apply',
  fixedIn: 'page',
  stage: 'no-response',
  before: ['unsupported-scheme'],
  fixSentence:
    'Open it with new WebSocket(); CORS does not apply there, and the server checks the Origin header itself.',
  prevention:
    'Let the server compare the Origin of each handshake with its list: browsers send it and check nothing themselves.',
  fromConsole: (message) => (isResponseSilent(message) && message.status === 426 ? 'likely' : undefined),
  match(facts) {
    const header = upgrade(facts);
    if (!isWebSocketUrl(facts) && !header) return undefined;
    const { request, judged, handshake } = facts;
    return {
      explanation: `${
        header
          ? `The server expects a WebSocket at this URL (${judgedResponse(facts)?.status}, Upgrade: websocket): fetch() can’t open one. Use new WebSocket('${request.url.replace(/^http/, 'ws')}').`
          : 'A WebSocket is opened with new WebSocket(), not with fetch(), and needs no CORS headers.'
      } The browser sends the page’s Origin with the handshake and leaves the decision to the server. ${
        handshake?.sentence ?? 'The server has to compare it with its list.'
      }`,
      certainty: 'certain',
      evidence:
        header && judged
          ? [{ text: 'expects a WebSocket', exchange: judged.index, header, at: 0 }]
          : [{ text: `the scheme is ${new URL(request.url).protocol}` }],
    };
  },
};
