import type { Responder } from '../attribution/responder.js';

export const netlify: Responder = {
  id: 'netlify',
  responses: [
    {
      kind: 'wall',
      name: 'Netlify’s password protection',
      marks: [{ status: [401], headers: { server: /^Netlify$/i }, body: /password|<form/i }],
      wayOut: 'Turn the site’s password protection off for the API, or put the API on a site of its own.',
    },
    {
      kind: 'another-program',
      name: 'Netlify',
      marks: [{ status: [404], headers: { server: /^Netlify$/i }, body: /Not Found - Request ID|Site not found/ }],
      wayOut: 'There is no such site or path: check the host name, and redirects in netlify.toml.',
    },
    {
      kind: 'function',
      name: 'Netlify Functions',
      marks: [
        {
          headers: { server: /^Netlify$/i },
          status: [500, 502],
          body: /error decoding lambda response|"errorType"|function (?:invocation )?failed/i,
        },
      ],
      wayOut: 'The function failed before it could respond: Logs, Functions in the dashboard shows why.',
    },
  ],
};
