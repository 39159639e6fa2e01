import { from } from '../probe-origin.js';
import type { Weakness } from '../weakness.js';

export const anySubdomain: Weakness = {
  id: 'any-subdomain',
  title: 'The server lets in every subdomain',
  before: ['http-allowed'],
  advice:
    'One forgotten subdomain that someone takes over, or one page of them with a hole, reads as this site’s visitors. List the hosts; if all are meant, say so with --origin.',
  impliedBy: ['reflects-any-origin', 'substring-match', 'suffix-match'],
  origins: ({ bases }) =>
    bases.flatMap(({ protocol, host, port, registered }) =>
      registered
        ? [...new Set([`.${registered.domain}`, `.${host}`, host === registered.domain ? `.${host}` : host])].map(
            (end) => from('neighbour')(`${protocol}//corsmith${end}${port}`),
          )
        : [],
    ),
};
