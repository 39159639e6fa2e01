import type { Attempt } from './attempt.js';

/** OpenSSL's codes for a handshake that failed before a certificate was judged, and what they come from. */
const SENTENCES: ReadonlyArray<readonly [code: RegExp, sentence: (attempt: Attempt) => string]> = [
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL/,
    ({ target }) =>
      `${target} does not speak TLS but, most likely, plain HTTP. Use http://, or the port that serves HTTPS.`,
  ],
  [
    /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW/,
    ({ target }) => `${target} speaks no version of TLS that browsers accept. Turn on TLS 1.2 and 1.3 there.`,
  ],
  [
    /UNRECOGNIZED_NAME/,
    ({ target }) => `${target} has no certificate for the host of this URL. Add the host to its configuration.`,
  ],
  [
    /CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE/,
    ({ target }) =>
      `${target} requires a client certificate. A preflight never has one: allow OPTIONS without it, or require it only behind the CORS layer.`,
  ],
  [
    /HANDSHAKE_FAILURE|NO_SHARED_CIPHER|NO_CIPHERS/,
    ({ target }) =>
      `${target} and this client agree on no TLS parameters. Check its ciphers, whether it has a certificate for this host, and whether it requires a client certificate.`,
  ],
  [/NO_APPLICATION_PROTOCOL/, ({ target }) => `${target} offers neither HTTP/2 nor HTTP/1.1 over TLS.`],
  [/KEY_TOO_SMALL|MD_TOO_WEAK/, ({ target }) => `The key or signature of ${target} is too weak. Have it issued anew.`],
];

/** Undefined if the code is not from TLS. */
export function tlsSentence(code: string, attempt: Attempt): string | undefined {
  if (!/^ERR_(?:SSL|OSSL)|^EPROTO$/.test(code)) return undefined;
  const known = SENTENCES.find(([pattern]) => pattern.test(code));
  return known ? known[1](attempt) : `The TLS handshake with ${attempt.target} failed: ${code}.`;
}
