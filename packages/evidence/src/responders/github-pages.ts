import type { Responder } from '../attribution/responder.js';

export const githubPages: Responder = {
  id: 'github-pages',
  responses: [
    {
      kind: 'another-program',
      name: 'GitHub Pages',
      marks: [{ status: [404], headers: { server: /^GitHub\.com$/ }, body: /There isn't a GitHub Pages site here/ }],
      wayOut: 'GitHub Pages serves files only, and has no site here: request the host of the API.',
    },
    {
      kind: 'refusal',
      name: 'GitHub Pages',
      marks: [{ status: [405], headers: { server: /^GitHub\.com$/ } }],
      wayOut: 'GitHub Pages serves files for GET and HEAD only: an API needs another host.',
    },
  ],
};
