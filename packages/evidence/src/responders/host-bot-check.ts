import type { Responder } from '../attribution/responder.js';

export const hostBotCheck: Responder = {
  id: 'host-bot-check',
  responses: [
    {
      kind: 'wall',
      name: 'the hosting provider’s browser check',
      marks: [
        { body: /\/aes\.js|slowAES\.decrypt|toNumbers\("[0-9a-f]{32}"\)/ },
        { headers: { location: /\/\.well-known\/(?:sgcaptcha|captcha)\// } },
        { headers: { 'sg-captcha': /./ } },
        {
          body: /\.well-known\/sgcaptcha|Imunify360|One moment, please\.\.\.|Checking (?:your browser|if the site connection is secure)/i,
        },
        { status: [409], body: /document\.cookie\s*=\s*"humans_/ },
      ],
      wayOut:
        'It wants a browser that runs its script, which no fetch() does: free plans (InfinityFree and the like) can’t serve an API, others can turn the check off for its paths.',
    },
  ],
};
