import type { CauseRule } from './cause.js';

export const localNetworkAccess: CauseRule = {
  id: 'local-network-access',
  title: 'A public page calls a server in the local network',
  mendedIn: 'page',
  remedy: 'Let the user allow it in the browser’s prompt; headers can’t. The page must be on https.',
  match({ trouble, localServer, request }) {
    if (trouble.code !== 'LocalNetworkAccess' || !localServer) return undefined;
    const secure = request.origin.startsWith('https:');
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
