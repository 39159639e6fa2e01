import { byteLowercase } from '../byte-case.js';

export type SameSite = 'Strict' | 'Lax' | 'None';

/** A cookie as a Set-Cookie line describes it. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** Without a leading dot, in lower case; absent if missing or empty. */
  readonly domain?: string;
  /** The same as written. */
  readonly writtenDomain?: string;
  /** Absent if missing or not absolute: then it is the URL's own folder. */
  readonly path?: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  /** Absent if missing or not one of the three. */
  readonly sameSite?: SameSite;
  /** Its value as written, even if it is not one of the three. */
  readonly writtenSameSite?: string;
  readonly partitioned: boolean;
  /** In seconds; absent if missing or not a number. It counts for more than `expires`. */
  readonly maxAge?: number;
  /** In milliseconds since 1970; absent if missing or not a date. */
  readonly expires?: number;
}

const SAME_SITE: Readonly<Record<string, SameSite>> = { strict: 'Strict', lax: 'Lax', none: 'None' };

/**
 * Reads the value of a Set-Cookie header: of an attribute that is there twice the last one counts.
 * https://www.rfc-editor.org/rfc/rfc6265#section-5.2
 */
export function parseSetCookie(line: string): SetCookie {
  const [pair = '', ...rest] = line.split(';');
  const [name, value] = nameAndValue(pair);
  const attributes = new Map(rest.map(nameAndValue).map(([key, text]) => [byteLowercase(key), text]));
  const domain = attributes.get('domain');
  const path = attributes.get('path');
  const sameSite = attributes.get('samesite');
  const maxAge = attributes.get('max-age') ?? '';
  const expires = Date.parse((attributes.get('expires') ?? '').replace(/(\d)-(\w{3})-(\d)/, '$1 $2 $3'));
  return {
    // A pair without a sign is the value of a cookie without a name.
    ...(pair.includes('=') ? { name, value } : { name: '', value: name }),
    ...(domain && { domain: byteLowercase(domain.replace(/^\./, '')), writtenDomain: domain }),
    ...(path?.startsWith('/') && { path }),
    secure: attributes.has('secure'),
    httpOnly: attributes.has('httponly'),
    ...(sameSite !== undefined && { writtenSameSite: sameSite, ...sameSiteOf(sameSite) }),
    partitioned: attributes.has('partitioned'),
    ...(/^-?\d+$/.test(maxAge) && { maxAge: Number(maxAge) }),
    ...(!Number.isNaN(expires) && { expires }),
  };
}

function sameSiteOf(text: string): { readonly sameSite?: SameSite } {
  const sameSite = SAME_SITE[byteLowercase(text)];
  return sameSite ? { sameSite } : {};
}

function nameAndValue(text: string): readonly [name: string, value: string] {
  const sign = text.indexOf('=');
  return sign < 0 ? [text.trim(), ''] : [text.slice(0, sign).trim(), text.slice(sign + 1).trim()];
}
