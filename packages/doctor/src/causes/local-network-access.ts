import { isLoopbackHost, type PageRequest } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';

/**
 * What Chromium 156 prints if the user denies the prompt, in headless mode, and for a page that is not secure, which it
 * never allows.
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
  title: 'Local Network Access: a public page requests a local server',
  fixedIn: 'page',
  stage: 'not-blocked',
  fixSentence: 'Let the user allow it in the browser’s prompt; headers can’t. The page must be on https.',
  prevention: 'Serve the page and the API from the same network, or give the API a public https address.',
  match({ problem, localServer, request }) {
    if (problem.code !== 'LocalNetworkAccess' || !localServer) return undefined;
    const secure = isSecureOrigin(request.origin);
    return {
      explanation: `${request.origin} is on the internet (${localServer.page}), and the server is on this machine or in its network (${localServer.server}). ${
        secure
          ? 'Chrome 142 and later prompt the user before they allow such a request'
          : 'Chrome 142 and later block that for a page without https'
      }; no response header changes that. Serve the API publicly, or the page locally.`,
      certainty: 'certain',
      evidence: [
        { text: `the page’s host resolves to ${localServer.page}` },
        { text: `the server is ${localServer.server}` },
      ],
    };
  },
};
