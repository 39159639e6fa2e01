import type { CauseServers } from '../cause-servers.js';
import { everyone, publicPage, resolveTo } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [['a public page', everyone, publicPage, { resolve: resolveTo('203.0.113.7') }]],
  nearly: [
    ['the page is local too', everyone, publicPage, { resolve: async () => ['127.0.0.1'] }],
    ['the page does not resolve', everyone, publicPage, { resolve: () => Promise.reject(new Error()) }],
    ['a name for examples', everyone, {}, { resolve: resolveTo('203.0.113.7') }],
  ],
};
