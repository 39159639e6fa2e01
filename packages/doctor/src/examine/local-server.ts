import type { PageRequest } from '@corsmith/protocol';
import type { LocalServer } from '../facts/seen.js';

/** The addresses of a host; rejects if it has none. `page` by DNS alone, `server` as this machine connects to it. */
export type Resolve = (host: string, whose: 'page' | 'server') => Promise<readonly string[]>;

/** How long DNS may take to locate the page, in milliseconds. Without a response the check is skipped. */
const PATIENCE_MS = 300;

/** Names that belong to nobody on the internet. https://www.rfc-editor.org/rfc/rfc6761, rfc2606, rfc6762, rfc8375 */
const NOT_PUBLIC =
  /(?:^|\.)(?:localhost|local|test|example|invalid|onion|internal|home\.arpa|example\.(?:com|net|org))\.?$/;

/**
 * The addresses of page and server, if the page is known to be on the internet and the server in the local network:
 * Chrome 142 and later then prompt the user. https://wicg.github.io/local-network-access/
 */
export async function findLocalServer(
  { origin, url }: PageRequest,
  resolve: Resolve = resolveHost,
): Promise<LocalServer | undefined> {
  const [page, server] = [origin, url].map((text) => (/^https?:/.test(text) ? new URL(text).hostname : undefined));
  if (!page || !server || NOT_PUBLIC.test(page)) return undefined;
  if (page.startsWith('[') || /^[\d.]+$/.test(page)) return undefined;
  const { isLocalAddress } = await import('./address-space.js');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<undefined>((late) => {
    timer = setTimeout(() => late(undefined), PATIENCE_MS);
  });
  const addresses = Promise.all([resolve(page, 'page'), resolve(server, 'server')]).catch(() => undefined);
  const found = await Promise.race([addresses, limit]);
  clearTimeout(timer);
  if (!found) return undefined;
  const [pages, servers] = found;
  const [ofPage] = pages;
  const [ofServer] = servers;
  if (ofPage === undefined || pages.some(isLocalAddress)) return undefined;
  if (ofServer === undefined || !servers.every(isLocalAddress)) return undefined;
  return { page: ofPage, server: ofServer };
}

/** The page's name by DNS alone: a hosts file is true for this machine only. */
const resolveHost: Resolve = async (host, whose) => {
  const { Resolver, lookup } = await import('node:dns/promises');
  const name = host.replace(/^\[|\]$/g, '');
  if (whose === 'server') return (await lookup(name, { all: true })).map(({ address }) => address);
  return new Resolver({ timeout: PATIENCE_MS, tries: 1 }).resolve4(name);
};
