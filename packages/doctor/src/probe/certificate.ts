import type { PeerCertificate, TLSSocket } from 'node:tls';
import { FailedExchange } from './failed-exchange.js';
import { visible } from './visible.js';

/** Why the certificate that this socket was shown is refused. */
export function certificateFailure(socket: TLSSocket, host: string): FailedExchange {
  // Node's types say Error; it is the code of that error.
  const code = String(socket.authorizationError);
  const message = sentence(code, visible(host), socket.getPeerCertificate());
  return new FailedExchange({ id: 'tls-failure', code, message });
}

function sentence(code: string, host: string, certificate: PeerCertificate): string {
  const issuer = visible([certificate.issuer?.CN ?? certificate.issuer?.O ?? 'an unnamed authority'].flat().join(', '));
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${host} expired on ${day(certificate.valid_to)}. Renew it: no browser accepts it.`;
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host} is valid only from ${day(certificate.valid_from)} on. Correct the clock of this machine, or have the certificate issued anew.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate is for ${names(certificate)}, not for ${host}. Have one issued that names ${host}, or use a name that it has.`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return `The certificate of ${host} is self-signed: browsers reject it unless the user made an exception. ${TRUST}`;
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return `The certificate of ${host} comes from ${issuer}, an authority that Node does not know. ${TRUST}`;
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return `The chain from the certificate of ${host} to a known authority has a gap after ${issuer}. Have the server send the intermediate certificates too (the full chain). ${TRUST}`;
    case 'CERT_REVOKED':
      return `The certificate of ${host} was revoked. Have a new one issued.`;
    default:
      return `The certificate of ${host} is refused: ${visible(code)}.`;
  }
}

/** mkcert and companies' proxies sign so: the browser reads the system's store, Node does not. */
const TRUST = 'If your browsers trust that authority, set NODE_EXTRA_CA_CERTS to its certificate file.';

function names({ subject, subjectaltname }: PeerCertificate): string {
  const listed = subjectaltname ?? [subject?.CN ?? 'no name at all'].flat().join(', ');
  return visible(listed.replaceAll('DNS:', '').replaceAll('IP Address:', ''));
}

function day(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? visible(text) : date.toISOString().slice(0, 10);
}
