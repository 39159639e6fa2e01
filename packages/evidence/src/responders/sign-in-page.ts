import type { Responder } from '../attribution/responder.js';

export const signInPage: Responder = {
  id: 'sign-in-page',
  responses: [
    {
      kind: 'sign-in',
      name: 'Django',
      marks: [{ status: [301, 302, 303, 307, 308], headers: { location: /\/(?:accounts|admin)\/login\/?\?next=/ } }],
      wayOut:
        'With Django REST framework use IsAuthenticated with TokenAuthentication; else return HttpResponse(status=401) instead of login_required.',
    },
    {
      kind: 'sign-in',
      name: 'ASP.NET Core',
      marks: [
        { status: [301, 302, 303, 307, 308], headers: { location: /\/(?:Identity\/)?Account\/Login\?ReturnUrl=/i } },
      ],
      wayOut: 'Set status 401 in the cookie’s OnRedirectToLogin event for the API’s paths.',
    },
    {
      kind: 'sign-in',
      name: 'Rails with Devise',
      marks: [{ status: [301, 302, 303, 307, 308], headers: { location: /\/users\/sign_in\b/ } }],
      wayOut: 'Request JSON (`Accept: application/json`): Devise then responds with 401 instead of a redirect.',
    },
    {
      kind: 'sign-in',
      name: 'WordPress',
      marks: [{ status: [301, 302, 303, 307, 308], headers: { location: /\/wp-login\.php\b/ } }],
      wayOut: 'Use the REST API (/wp-json/), which responds with 401.',
    },
    {
      kind: 'sign-in',
      name: 'NextAuth',
      marks: [{ status: [301, 302, 303, 307, 308], headers: { location: /\/api\/auth\/signin\b/ } }],
      wayOut: 'Exclude the API’s paths from the middleware’s matcher and respond with 401 there.',
    },
    {
      kind: 'sign-in',
      name: 'the server',
      marks: [
        {
          status: [301, 302, 303, 307, 308],
          headers: {
            location:
              /(?:^|[/.])(?:log-?in|sign-?in|log_in|sign_in|signon|sso|session\/new|users\/login|auth\/(?:login|signin|authorize)|oauth2?\/(?:authorize|auth|start|login)|authorize|connect\/authorize)(?:\.\w+)?\/?(?:[?#;]|$)/i,
          },
        },
        {
          status: [301, 302, 303, 307, 308],
          headers: {
            location:
              /[?&](?:response_type=(?:code|token|id_token)|redirect_uri=[^&]+&?.*client_id=|client_id=[^&]+&.*redirect_uri=|return_?(?:url|to)=[^&]*&?.*login)/i,
          },
        },
      ],
      wayOut: 'In Laravel and Spring Security a request with `Accept: application/json` gets 401 instead.',
    },
  ],
};
