import type { Responder } from '../attribution/responder.js';

export const webpackDevServer: Responder = {
  id: 'webpack-dev-server',
  before: ['csrf-middleware', 'host-filter'],
  responses: [
    {
      kind: 'host-check',
      name: 'webpack-dev-server',
      marks: [{ body: /^Invalid (?:Host\/Origin|Host|Origin) header/, status: [200, 403] }],
      wayOut: 'Add the host to `devServer.allowedHosts` (in Angular `allowedHosts`, in Vue `devServer.allowedHosts`).',
    },
    {
      kind: 'csrf-filter',
      name: 'webpack-dev-server',
      marks: [{ status: [403], body: /^Cross-Origin request blocked/ }],
      wayOut: 'Add the page’s host to `devServer.allowedHosts`, and set `devServer.headers`.',
    },
  ],
};
