import type { LookAlike } from '../look-alike.js';

const fix =
  'For requests from another site set the cookie with SameSite=None; Secure over https. Where third-party cookies are blocked, put page and API on one site, or use a token in a header.';

export const COOKIES: readonly LookAlike[] = [
  {
    id: 'cookie',
    topic: 'cookie',
    what: 'a cookie is not sent or not stored, because of its SameSite, Secure or Partitioned attribute or because it is third-party',
    fix,
    words: [
      [
        'chromium',
        'Indicate whether to send a cookie in a cross-site request by specifying its SameSite attribute',
        "A cookie associated with a cross-site resource at {url} was set without the 'SameSite' attribute",
        "A cookie associated with a resource at {url} was set with 'SameSite=None' but without 'Secure'",
        'A cookie associated with a',
        'Third-party cookie will be blocked.',
        'Third-party cookie is blocked',
        'Reading cookie in cross-site context',
        'Setting cookie in cross-site context',
        'This Set-Cookie was blocked because',
        'This Set-Cookie header didn\'t specify a "SameSite" attribute',
        'This attempt to set a cookie via a Set-Cookie header was blocked because',
        'This cookie was blocked because',
        'This cookie didn\'t specify a "SameSite" attribute',
        'Mark cross-site cookies as Secure to allow setting them in cross-site contexts',
        'Because a cookie',
      ],
      [
        'firefox',
        'Cookie "{parameter}" has been rejected',
        'Cookie "{parameter}" will be soon rejected',
        'Cookie "{parameter}" will soon be rejected',
        'Cookie "{parameter}" rejected because',
        'Cookie "{parameter}" has "SameSite" policy set to',
        'Cookie "{parameter}" does not have a proper "SameSite" attribute value.',
        'Cookie "{parameter}" with the "SameSite" attribute value',
        'Partitioned cookie or storage access was provided to',
        'Cookie warnings',
        'Some cookies are misusing the',
        'Storage access automatically granted for',
      ],
      ['webkit', 'Blocked cookie', 'Third-party cookie was blocked'],
    ],
  },
  {
    id: 'storage-access',
    topic: 'cookie',
    what: 'the browser keeps a frame of another site from its cookies and storage',
    fix: 'Call document.requestStorageAccess() after a click in the frame, or open the login in a page of its own.',
    words: [
      [
        undefined,
        'requestStorageAccess: Permission denied.',
        'requestStorageAccess: Must be handling a user gesture to use.',
        "Failed to read the 'localStorage' property from 'Window': Access is denied for this document.",
        "Failed to read the 'sessionStorage' property from 'Window': Access is denied for this document.",
        "Failed to read the 'cookie' property from 'Document': The document is sandboxed",
      ],
    ],
  },
];
