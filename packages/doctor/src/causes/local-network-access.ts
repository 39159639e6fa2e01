import { isLoopbackHost, type PageRequest } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';

/**
 * What Chromium 156 prints where the person denies it, where there is nobody to ask (headless), and to a page that is not
 * secure, whose request it never allows.
 */
export function deniedMessage({ origin, url }: PageRequest, space: 'loopback' | 'local'): string {
  const reason = isSecureOrigin(origin)
    ? `Permission was denied for this request to access the \`${space}\` address space.`
    : `The request client is not a secure context and the resource is in more-private address space \`${space}\`.`;
  return `Access to fetch at '${url}' from origin '${origin}' has been blocked by CORS policy: ${reason}`;
}

const isSecureOrigin = (origin: string): boolean =>
  origin.startsWith('https:') || isLoopbackHost(new URL(origin).hostname);

export const localNetworkAccess: CauseRule = {
  id: 'local-network-access',
  title: 'A public page calls a server in the local network',
  fixedIn: 'page',
  stage: 'not-blocked',
  remedy: 'Let the user allow it in the browser’s prompt; headers can’t. The page must be on https.',
  prevention: 'Serve page and API from the same network, or let the API have a public https address.',
  match({ problem, localServer, request }) {
    if (problem.code !== 'LocalNetworkAccess' || !localServer) return undefined;
    const secure = isSecureOrigin(request.origin);
    return {
      explanation: `${request.origin} is on the internet (${localServer.page}), and the server is on this machine or in its network (${localServer.server}). ${
        secure
          ? 'Chrome 142 and later ask the person before they let such a request through'
          : 'Chrome 142 and later refuse that to a page without https'
      }: no header of the server changes that. Serve the API publicly, or the page locally.`,
      certainty: 'certain',
      evidence: [
        { text: `the page’s host resolves to ${localServer.page}` },
        { text: `the server is ${localServer.server}` },
      ],
    };
  },
};
