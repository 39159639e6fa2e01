import type { Responder } from '../attribution/responder.js';

export const botWalls: Responder = {
  id: 'bot-walls',
  responses: [
    {
      kind: 'wall',
      name: 'DataDome',
      marks: [{ status: [401, 403, 405, 429], headers: { 'x-datadome': /./ } }, { body: /captcha-delivery\.com/ }],
      wayOut: 'Exclude the API’s paths, and OPTIONS above all, in its dashboard.',
    },
    {
      kind: 'wall',
      name: 'Imperva',
      marks: [{ body: /_Incapsula_Resource|Incapsula incident ID/ }],
      wayOut: 'Add an exception for the API’s paths, and for OPTIONS above all.',
    },
    {
      kind: 'wall',
      name: 'HUMAN (PerimeterX)',
      marks: [{ body: /px-captcha|_pxAppId|captcha\.px-cdn\.net/ }],
      wayOut: 'Exclude the API’s paths, and OPTIONS above all, in its console.',
    },
    {
      kind: 'wall',
      name: 'Akamai',
      marks: [
        { status: [403], headers: { server: /^AkamaiGHost$/ } },
        { status: [403], body: /errors\.edgesuite\.net|Reference&#32;&#35;/ },
      ],
      wayOut: 'The reference number names the rule: exempt the API’s paths, and OPTIONS above all.',
    },
    {
      kind: 'wall',
      name: 'Sucuri',
      marks: [{ headers: { 'x-sucuri-block': /./ } }, { body: /Sucuri WebSite Firewall/ }],
      wayOut: 'Allow the URL path and the method OPTIONS in the firewall’s access control.',
    },
    {
      kind: 'wall',
      name: 'DDoS-Guard',
      marks: [{ status: [403, 429, 503], headers: { server: /^ddos-guard$/i } }],
      wayOut: 'Exempt the API’s paths in its panel.',
    },
    {
      kind: 'wall',
      name: 'a captcha',
      marks: [{ status: [202, 401, 403, 405, 429, 503], body: /g-recaptcha|h-captcha|hcaptcha\.com|arkoselabs\.com/ }],
      wayOut: 'Exclude the API’s paths, and OPTIONS above all, from the firewall’s rule.',
    },
  ],
};
