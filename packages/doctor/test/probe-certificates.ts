import { generate } from 'selfsigned';

const DAY = 24 * 60 * 60 * 1000;

/** A key and its certificate, in PEM. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

export interface Validity {
  /** Days from now. */
  readonly from: number;
  readonly to: number;
}

const NOW: Validity = { from: -1, to: 1 };

const identity = async (
  name: string,
  { from, to }: Validity,
  options: Parameters<typeof generate>[1],
): Promise<Identity> => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() + from * DAY),
    notAfterDate: new Date(Date.now() + to * DAY),
    ...options,
  });
  return { key, cert };
};

/** An authority: its own, or below another. */
export const authority = (name: string, issuer?: Identity): Promise<Identity> =>
  identity(name, NOW, {
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
    ...(issuer && { ca: issuer }),
  });

/** A server's certificate, self-signed without an issuer. */
export const certificate = (host: string, issuer?: Identity, validity: Validity = NOW): Promise<Identity> =>
  identity(host, validity, {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
    ...(issuer && { ca: issuer }),
  });
