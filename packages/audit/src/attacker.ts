import { parseUrl } from '@corsmith/protocol';
import type { Attacker } from './finding.js';
import type { ProbeOrigin } from './probe-origin.js';
import { isLocalName, isReserved, RESERVED_HOST, type Target } from './target.js';

/** Who can have a page there: names that only exist in a local network or nowhere are nobody's to register. */
export function attackerAt(
  { origin, attacker }: ProbeOrigin,
  { attackerHost }: Pick<Target, 'attackerHost'>,
): Attacker {
  const host = parseUrl(origin)?.hostname;
  if (host === undefined || isStandIn(host, attackerHost)) return attacker;
  if (isReserved(host) && (attacker === 'anyone' || attacker === 'neighbour' || attacker === 'network'))
    return 'nobody';
  return isLocalName(host) && attacker === 'anyone' ? 'lan' : attacker;
}

/** A reserved name is probed for one that an attacker registers, if the server does not treat such names in another way. */
const isStandIn = (host: string, attackerHost: string): boolean =>
  attackerHost === RESERVED_HOST && host.endsWith(RESERVED_HOST);
