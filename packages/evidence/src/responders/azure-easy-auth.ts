import type { Responder } from '../attribution/responder.js';

export const azureEasyAuth: Responder = {
  id: 'azure-easy-auth',
  before: ['sign-in-page'],
  responses: [
    {
      kind: 'wall',
      name: 'Azure App Service Authentication (Easy Auth)',
      marks: [
        { headers: { location: /\/\.auth\/login\// } },
        { headers: { location: /[?&]redirect_uri=[^&]*(?:%2F|\/)\.auth(?:%2F|\/)login/i } },
        { status: [401, 403], body: /You do not have permission to view this directory or page/ },
      ],
      wayOut:
        'Set unauthenticated requests to HTTP 401 instead of a redirect, exclude the path (`excludedPaths` in authsettingsV2), and set CORS on the platform: `az webapp cors add`; its CORS runs before the authentication.',
    },
  ],
};
