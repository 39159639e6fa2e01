import { detectStacks } from '@corsmith/stacks';
import { auditSocket } from './audit-socket.js';
import { candidatesOf } from './baseline.js';
import type { Audit, AuditRequest } from './finding.js';
import { unfinishedBecause } from './notes.js';
import type { ResolveHost } from './private-network.js';
import type { Sender } from './sender.js';
import { startOf, sumOf, unreachable } from './start.js';

/** A URL with ws: or wss:, to which no other request is sent. */
export async function auditSocketUrl(
  request: AuditRequest,
  sender: Sender,
  resolve: ResolveHost | undefined,
): Promise<Audit> {
  const { url, key, given, known, wiresFor, attempts, network } = await startOf(request, resolve);
  const socket = await auditSocket({
    request,
    unknown: { url, key, network: await network() },
    candidates: candidatesOf(given, url),
    sender,
    wiresFor,
    attempts,
  });
  const failed = unreachable(known, sender);
  if (failed) return failed;
  await socket.sentinel.look('all');
  const unsent = sumOf(socket.prober.unsent);
  const unfinished = unfinishedBecause(sender, socket.sentinel, { state: 'safe' }, unsent);
  return {
    ...known,
    trusted: socket.trusted,
    findings: socket.finding ? [socket.finding] : [],
    harmless: [],
    finished: unfinished.length === 0,
    unfinished,
    unsent,
    unsentByClass: Object.fromEntries(socket.prober.unsent),
    notes: [...(socket.isSocket ? socket.notes : [noSocketNote(socket.first?.response?.status)]), ...unfinished],
    stack: detectStacks(sender.exchanges),
    exchanges: sender.exchanges,
  };
}

const noSocketNote = (status: number | undefined): string =>
  `The server responds to the handshake with ${status ?? 'nothing'}: no WebSocket was opened. Check the URL, and pass an allowed origin with --origin and the session’s cookie with -H.`;
