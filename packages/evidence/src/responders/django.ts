import type { Responder } from '../attribution/responder.js';

export const django: Responder = {
  id: 'django',
  before: ['csrf-middleware', 'host-filter'],
  responses: [
    {
      kind: 'host-check',
      name: 'Django',
      marks: [
        { status: [400], body: /DisallowedHost|Invalid HTTP_HOST header/ },
        { status: [400], body: /<h1>Bad Request \(400\)<\/h1>/ },
      ],
      wayOut: 'Add the host to `ALLOWED_HOSTS` in settings.py.',
    },
    {
      kind: 'csrf-filter',
      name: 'Django’s CSRF check',
      marks: [{ status: [403], body: /CSRF verification failed|CSRF Failed:|Origin checking failed/ }],
      wayOut:
        'Add the page’s origin, with its scheme, to `CSRF_TRUSTED_ORIGINS` in settings.py, and send the token in X-CSRFToken (allow that header); a token-authenticated API is exempt.',
    },
  ],
};
