import type { Responder } from '../attribution/responder.js';

export const routerPage: Responder = {
  id: 'router-page',
  responses: [
    {
      kind: 'another-program',
      name: 'the page of a router or modem',
      marks: [
        {
          headers: {
            'www-authenticate':
              /realm="?(?:[^"]*\b)?(?:router|modem|FRITZ!Box|NETGEAR|TP-LINK|ASUS|DSL|Linksys|D-Link|RT-)/i,
          },
        },
        {
          body: /<title>[^<]*(?:FRITZ!Box|Speedport|LuCI|OpenWrt|DD-WRT|NETGEAR|TP-LINK|RouterOS|UniFi|pfSense|OPNsense|EdgeOS|Vodafone Station|Livebox|Freebox|Home ?Router|Gateway Login)/i,
        },
        { headers: { server: /^(?:mini_httpd|GoAhead|RomPager|micro_httpd|uhttpd|Router Webserver|AVM FRITZ)/i } },
      ],
      wayOut:
        'The name or address leads to the router: forward the port to your server, or use its address in the local network (from inside, many routers don’t reach their own public address).',
    },
  ],
};
