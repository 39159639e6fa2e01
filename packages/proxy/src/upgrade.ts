import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { pairsOf } from '@corsmith/protocol';
import { type ExchangeOptions, noResponse } from './exchange.js';
import { withoutHopByHop } from './hop-by-hop.js';
import { relay, say } from './relay.js';
import { SilenceError } from './target.js';

/** Lets the target switch protocols, as for a WebSocket, and then stays out of the way. */
export function upgrade(
  incoming: IncomingMessage,
  near: Socket,
  begun: Buffer,
  { target, observer }: Pick<ExchangeOptions, 'target' | 'observer'>,
): void {
  const onward = target.send(incoming, 'upgraded');
  near.once('close', () => onward.destroy());
  near.on('error', () => onward.destroy());
  onward.once('upgrade', (response, far, farBegun) => {
    onward.setTimeout(0);
    near.write(headOf(response));
    near.write(farBegun);
    far.write(begun);
    for (const socket of [near, far]) socket.setTimeout(0).setNoDelay(true);
    pipeline(near, far, near, () => far.destroy());
  });
  onward.once('response', (response) => {
    const headers = withoutHopByHop(pairsOf(response.rawHeaders));
    relay(response, { status: response.statusCode ?? 502, headers }, respondTo(incoming, near));
  });
  onward.once('error', (error) => {
    if (near.destroyed) return;
    observer.onFailure(error, noResponse(target, error));
    say(respondTo(incoming, near), error instanceof SilenceError ? 504 : 502, noResponse(target, error));
  });
  onward.end();
}

/** An ordinary response, the last on its connection, to a request to switch protocols. */
export function respondTo(incoming: IncomingMessage, near: Socket): ServerResponse {
  const outgoing = new ServerResponse(incoming);
  outgoing.shouldKeepAlive = false;
  outgoing.assignSocket(near);
  outgoing.once('finish', () => near.end());
  return outgoing;
}

/** As it came: this hop is where the protocol is switched. */
function headOf({ httpVersion, statusCode, statusMessage, rawHeaders }: IncomingMessage): Buffer {
  const lines = pairsOf(rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`HTTP/${httpVersion} ${statusCode} ${statusMessage}\r\n${lines.join('')}\r\n`, 'latin1');
}
