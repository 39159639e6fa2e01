import type { Responder } from '../attribution/responder.js';

export const iis: Responder = {
  id: 'iis',
  responses: [
    {
      kind: 'refusal',
      name: 'IIS (WebDAV or request filtering)',
      marks: [
        { status: [405], headers: { server: /^Microsoft-IIS\//, allow: /PROPFIND|GET, HEAD, OPTIONS, TRACE/ } },
        {
          status: [404, 405],
          body: /HTTP (?:verb used to access this page is not allowed|Error 404\.[678]|Error 405\.0)|WebDAVModule/,
        },
      ],
      wayOut: 'Remove WebDAVModule and the handler WebDAV in web.config, and allow the verb in requestFiltering.',
    },
    {
      kind: 'refusal',
      name: 'IIS',
      marks: [
        {
          status: [401, 403],
          headers: { server: /^Microsoft-IIS\// },
          body: /<title>40[13] - (?:Unauthorized|Forbidden)|Access is denied/,
        },
      ],
      wayOut:
        'With Windows authentication a preflight can’t pass: install the IIS CORS module, which responds before the authentication.',
    },
    {
      kind: 'gateway',
      name: 'IIS',
      marks: [
        {
          status: [500, 502, 503],
          headers: { server: /^Microsoft-IIS\// },
          body: /HTTP Error (?:500\.3\d|502\.\d|503\.0)|ANCM (?:In-Process|Out-Of-Process)/,
        },
        { status: [503], body: /<h2>Service Unavailable<\/h2>[\s\S]*HTTP Error 503/ },
      ],
      wayOut: 'The app does not start or does not respond: the event log and the app’s stdout log show why.',
    },
    {
      kind: 'gateway',
      name: 'IIS',
      marks: [
        { status: [413], headers: { server: /^Microsoft-IIS\// } },
        { status: [404], body: /HTTP Error 404\.13/ },
      ],
      wayOut: 'The body is too large: raise maxAllowedContentLength in requestFiltering.',
    },
  ],
};
