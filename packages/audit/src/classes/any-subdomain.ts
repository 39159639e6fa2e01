import { from } from '../probe-origin.js';
import type { Weakness } from '../weakness.js';

export const anySubdomain: Weakness = {
  id: 'any-subdomain',
  title: 'The server allows every subdomain',
  before: ['http-allowed'],
  advice:
    'One abandoned subdomain that someone takes over, or one vulnerable page on any of them, can read data of this site’s visitors. List the hosts. If every subdomain is meant, pass the pattern with --origin.',
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
