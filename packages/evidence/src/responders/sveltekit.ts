import type { Responder } from '../attribution/responder.js';

export const sveltekit: Responder = {
  id: 'sveltekit',
  before: ['csrf-middleware'],
  responses: [
    {
      kind: 'csrf-filter',
      name: 'SvelteKit or Astro',
      marks: [{ status: [403], body: /Cross-site (?:POST|PUT|PATCH|DELETE|\w+) form submissions are forbidden/ }],
      wayOut:
        'Add the page’s origin to `kit.csrf.trustedOrigins` in svelte.config.js (`security.checkOrigin` in Astro), or send JSON instead of a form.',
    },
  ],
};
