import { type PageRequest, simulate, type WireRequest } from '@corsmith/protocol';
import { passing } from '../facts/wire.js';

/** What a page's request comes to on the wire when everything is allowed. */
export interface Planned {
  readonly preflight?: WireRequest;
  /** Absent where the browser refuses before it sends anything. */
  readonly actual?: WireRequest;
}

/** As Chromium sends it. @throws ProtocolError where the request has no absolute URL or no serialised origin. */
export async function plan(request: PageRequest): Promise<Planned> {
  const sent: { preflight?: WireRequest; actual?: WireRequest } = {};
  await simulate(
    request,
    async (wire) => {
      sent[wire.kind] ??= wire;
      return passing(wire);
    },
    { engine: 'chromium' },
  );
  return sent;
}
