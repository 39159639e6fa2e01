import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import { type ExchangeOptions, noAnswer } from './exchange.js';
import { pairsOf, withoutHopByHop } from './hop-by-hop.js';
import { relay, say } from './relay.js';
import { SilenceError } from './target.js';

/** Lets the target switch protocols, as for a WebSocket, and then stays out of the way. */
export function upgrade(
  incoming: IncomingMessage,
  near: Duplex,
  begun: Buffer,
  { target, observer }: Pick<ExchangeOptions, 'target' | 'observer'>,
): void {
  const onward = target.ask(incoming, 'upgraded');
  near.once('close', () => onward.destroy());
  near.on('error', () => onward.destroy());
  onward.once('upgrade', (answer, far, farBegun) => {
    onward.setTimeout(0);
    near.write(headOf(answer));
    near.write(farBegun);
    far.write(begun);
    for (const socket of [near, far] as Socket[]) socket.setTimeout(0).setNoDelay(true);
    pipeline(near, far, near, () => far.destroy());
  });
  onward.once('response', (answer) => {
    const headers = withoutHopByHop(pairsOf(answer.rawHeaders));
    relay(answer, { status: answer.statusCode ?? 502, headers }, respondTo(incoming, near));
  });
  onward.once('error', (error) => {
    if (near.destroyed) return;
    observer.onFailure(error, noAnswer(target, error));
    say(respondTo(incoming, near), error instanceof SilenceError ? 504 : 502, noAnswer(target, error));
  });
  onward.end();
}

/** An ordinary answer, the last on its connection, to a request that asked for another protocol. */
export function respondTo(incoming: IncomingMessage, near: Duplex): ServerResponse {
  const outgoing = new ServerResponse(incoming);
  outgoing.shouldKeepAlive = false;
  outgoing.assignSocket(near as Socket);
  outgoing.once('finish', () => near.end());
  return outgoing;
}

/** As it came: this hop is where the protocol is switched. */
function headOf({ httpVersion, statusCode, statusMessage, rawHeaders }: IncomingMessage): Buffer {
  const lines = pairsOf(rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`HTTP/${httpVersion} ${statusCode} ${statusMessage}\r\n${lines.join('')}\r\n`, 'latin1');
}
