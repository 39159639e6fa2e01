import type { Responder } from '../attribution/responder.js';

export const defaultSite: Responder = {
  id: 'default-site',
  responses: [
    {
      kind: 'another-program',
      name: 'the web server’s default page',
      marks: [
        {
          body: /<title>(?:Welcome to nginx!|Apache2 [^<]*Default Page|Test Page for the (?:Nginx|Apache)|HTTP Server Test Page|IIS Windows Server|Welcome to OpenResty!|Welcome to CentOS|Caddy works!)|<h1>It works!<\/h1>|\/cgi-sys\/defaultwebpage\.cgi|Default Web Site Page/i,
        },
      ],
      wayOut:
        'No site is configured for this host name, so the default one responds: set `server_name`, `ServerName` or the binding of your site, and reload.',
    },
  ],
};
