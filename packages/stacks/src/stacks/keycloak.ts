import type { ProbedExchange } from '@corsmith/protocol';
import { json } from '../data-text.js';
import { hostMark, type Stack } from '../stack.js';

export const keycloak: Stack = {
  id: 'keycloak',
  title: 'Keycloak',
  role: 'application',
  limits: {
    name: 'Keycloak',
    wildcards: 'none',
    anyHeader: 'never',
    names: /^(?:accept|authorization|content-type|dpop|x-requested-with|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/i,
    responseHeaders: 'never',
    maxAge: 'never',
  },
  alwaysAllows: ['Content-Type'],
  detect: (exchange) => [...realmMark(exchange), ...hostMark(exchange, /\.phasetwo\.io$/)],
  render: ({ origins }) => ({
    files: [
      {
        path: 'web-origins.json',
        language: 'json',
        where: 'a new file',
        code: json({ webOrigins: origins === '*' ? ['*'] : [...origins, '+'] }),
      },
    ],
    steps: [
      'In the admin console: Clients, the client of the page, Settings, Web origins: add the origins. + stands for the origins of the valid redirect URIs.',
      'Or: kcadm.sh update clients/ID -r REALM -m -f web-origins.json, with the id of the client.',
    ],
    pitfalls: [
      'The preflight is always allowed: only the response shows whether the client’s Web origins contain the page.',
      'An error before the client is known (an unknown realm or client, a wrong secret) has no CORS headers.',
      'A client secret does not belong in a page: make the client public, with PKCE.',
    ],
    verified: 'documented',
  }),
};

/** The path of its protocol endpoints, under any prefix. */
function realmMark({ request, response }: ProbedExchange): readonly string[] {
  const path = /\/realms\/[^/]+\/(?:protocol\/(?:openid-connect|saml)|account|broker)\b/.exec(
    new URL(request.url).pathname,
  );
  return response && path ? [`path ${path[0].slice(0, 60)}`] : [];
}
