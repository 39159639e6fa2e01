import { parseUrl } from '@corsmith/protocol';
import { originRegex } from '@corsmith/stacks';
import { parse } from 'tldts';

/** The parts of an origin that should be allowed. */
export interface Base {
  readonly origin: string;
  /** `https:`, with its colon. */
  readonly protocol: string;
  readonly host: string;
  /** With its colon, or empty. */
  readonly port: string;
  /** The registered domain; absent for addresses and single-label names. */
  readonly registered?: Registered;
}

export interface Registered {
  /** `example.co.uk` */
  readonly domain: string;
  /** `example` */
  readonly name: string;
  /** `co.uk` */
  readonly suffix: string;
  /** Who gives out names under the suffix: a registry, a hosting platform, or nobody (`.test`). */
  readonly under: 'registry' | 'platform' | 'nobody';
}

/** What the probe origins are derived from. */
export interface Target {
  readonly url: URL;
  /** Origins that should be allowed. */
  readonly bases: readonly Base[];
  /** The server's own host, which home-made checks compare with; absent if it is a base. */
  readonly own?: Base;
  /** Part of names that nobody owns, new in every run: letters, so that it fits every pattern of host names. */
  readonly key: string;
  /** A host that stands for one that an attacker registers. */
  readonly attackerHost: string;
  /** Whether the server is reachable only on this machine or in its network. */
  readonly network: 'public' | 'private';
}

/** A reserved name, which nobody can register. https://www.rfc-editor.org/rfc/rfc2606 */
export const RESERVED_HOST = 'corsmith.test';

/** A name that anyone could register, and that nobody knows before the run. */
export const strangerUnder = (suffix: string, key: string): string => `corsmith${key}.${suffix}`;

export function baseOf(origin: string): Base | undefined {
  const url = /^https?:/.test(origin) ? parseUrl(origin) : undefined;
  if (!url) return undefined;
  const registered = registeredOf(url.hostname);
  return {
    origin: url.origin,
    protocol: url.protocol,
    host: url.hostname,
    port: url.port === '' ? '' : `:${url.port}`,
    ...(registered && { registered }),
  };
}

/** By the public suffix list, including the suffixes under which platforms give names to anyone. */
export function registeredOf(host: string): Registered | undefined {
  const parsed = parse(host, { allowPrivateDomains: true });
  const { domain, domainWithoutSuffix: name, publicSuffix: suffix } = parsed;
  if (!domain || !name || !suffix) return undefined;
  const under = parsed.isPrivate ? 'platform' : isReserved(host) ? 'nobody' : 'registry';
  return { domain, name, suffix, under };
}

/** By the same list. */
export const isPublicSuffix = (host: string): boolean =>
  parse(host, { allowPrivateDomains: true }).publicSuffix === host;

/** Names that no public DNS has. https://www.rfc-editor.org/rfc/rfc6761 */
export const isReserved = (host: string): boolean => /(?:^|\.)(?:test|example|invalid)\.?$/.test(host);

/** Names that only a local network gives out, by mDNS or its router. https://www.rfc-editor.org/rfc/rfc6762 */
export const isLocalName = (host: string): boolean =>
  /(?:^|\.)(?:local|internal|lan|home|corp|intranet|private|home\.arpa)\.?$/.test(host);

/** localhost and below it, 127.0.0.0/8, ::1 and 0.0.0.0. */
export const isLoopback = (host: string): boolean =>
  /(?:^|\.)localhost\.?$|^127(?:\.\d+){3}$|^\[::1\]$|^0\.0\.0\.0$/.test(host);

/** Whether an attacker could register this host's domain. A name with the same suffix as ours counts even if the suffix is not real. */
export function isRegistrable(host: string, { registered }: Base): boolean {
  const { domain, isIcann, isPrivate, publicSuffix } = parse(host, { allowPrivateDomains: true });
  return (
    domain !== null &&
    domain !== registered?.domain &&
    (isIcann || isPrivate || publicSuffix === registered?.suffix) === true
  );
}

/** Origins of unknown owners under the base's own suffix: whoever allows those compares the suffix alone. */
export const strangersBeside = ({ protocol, port, registered }: Base, key: string): readonly string[] =>
  registered ? [`${protocol}//${strangerUnder(registered.suffix, key)}${port}`] : [];

/** Whether a list of origins and patterns contains this origin. */
export const isTrusted = (origin: string, trusted: readonly string[]): boolean =>
  trusted.some((one) => (one.includes('*') ? new RegExp(originRegex(one)).test(origin) : one === origin));

/** An origin that matches a pattern. */
export const exampleOf = (pattern: string): string => pattern.replace('://*.', '://app.').replace(/:\*$/, '');
