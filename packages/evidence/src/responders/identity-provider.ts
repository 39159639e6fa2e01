import type { Responder } from '../attribution/responder.js';

export const identityProvider: Responder = {
  id: 'identity-provider',
  before: ['sign-in-page'],
  responses: [
    {
      kind: 'sign-in',
      name: 'Microsoft Entra ID',
      marks: [
        {
          headers: {
            location: /login\.(?:microsoftonline\.com|windows\.net|live\.com)|\.b2clogin\.com|\.ciamlogin\.com/,
          },
        },
      ],
      wayOut: 'The page gets its token with MSAL and sends it in Authorization.',
    },
    {
      kind: 'sign-in',
      name: 'Google sign-in',
      marks: [{ headers: { location: /accounts\.google\.com\/(?:o\/oauth2|ServiceLogin|v\d\/signin)/ } }],
      wayOut: 'The page signs in with Google Identity Services and sends the ID token in Authorization.',
    },
    {
      kind: 'sign-in',
      name: 'Auth0',
      marks: [{ headers: { location: /\.auth0\.com\/(?:authorize|login|u\/login)/ } }],
      wayOut: 'The page gets its token with the Auth0 SDK and sends it in Authorization.',
    },
    {
      kind: 'sign-in',
      name: 'Okta',
      marks: [{ headers: { location: /\.okta(?:preview|-emea)?\.com\// } }],
      wayOut: 'The page gets its token with the Okta SDK and sends it in Authorization.',
    },
    {
      kind: 'sign-in',
      name: 'Amazon Cognito',
      marks: [{ headers: { location: /\.amazoncognito\.com\/(?:oauth2\/authorize|login)/ } }],
      wayOut: 'The page gets its token with Amplify and sends it in Authorization.',
    },
    {
      kind: 'sign-in',
      name: 'AD FS',
      marks: [{ headers: { location: /\/adfs\/(?:ls|oauth2)\b/ } }],
      wayOut: 'Let the API respond with 401, and let the page sign in first.',
    },
    {
      kind: 'sign-in',
      name: 'GitHub',
      marks: [{ headers: { location: /github\.com\/login/ } }],
      wayOut: 'The OAuth flow of GitHub is a navigation: link to it.',
    },
    {
      kind: 'sign-in',
      name: 'a SAML identity provider',
      marks: [{ headers: { location: /[?&]SAMLRequest=/ } }, { body: /name="SAMLRequest"/ }],
      wayOut: 'Let the API respond with 401, and let the page sign in first.',
    },
    {
      kind: 'sign-in',
      name: 'CAS',
      marks: [{ headers: { location: /\/cas\/login\b/ } }],
      wayOut: 'Let the API respond with 401, and let the page sign in first.',
    },
  ],
};
