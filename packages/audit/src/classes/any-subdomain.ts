import { from } from '../probe-origin.js';
import type { Weakness } from '../weakness.js';

export const anySubdomain: Weakness = {
  id: 'any-subdomain',
  title: 'The server allows every subdomain',
  probes: 'a subdomain',
  before: ['http-allowed'],
  advice:
    'One abandoned subdomain that someone takes over, or one vulnerable page on any of them, can read data of this site’s visitors. List the hosts. If every subdomain is meant, pass the pattern with --origin.',
  impliedBy: ['reflects-any-origin', 'substring-match', 'suffix-match'],
  origins: ({ bases }) => [
    ...new Map(
      bases.flatMap(({ protocol, host, port, registered }) =>
        registered
          ? subdomainsOf(host, registered.domain).map((name) => {
              const origin = `${protocol}//${name}${port}`;
              return [origin, from('neighbour')(origin)] as const;
            })
          : [],
      ),
    ).values(),
  ],
};

/** Any; below the host itself; and those whose first label begins or ends like the host's, such as of previews. */
const subdomainsOf = (host: string, domain: string): readonly string[] => [
  `corsmith.${domain}`,
  `corsmith.${host}`,
  ...(host === domain ? [] : [`corsmith${host}`, host.replace(/^[^.]*/, '$&-corsmith')]),
];
