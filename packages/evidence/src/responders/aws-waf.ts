import type { Responder } from '../attribution/responder.js';

export const awsWaf: Responder = {
  id: 'aws-waf',
  responses: [
    {
      kind: 'wall',
      name: 'AWS WAF',
      marks: [
        { headers: { 'x-amzn-waf-action': /captcha|challenge|block/i } },
        { body: /awswaf\.com\/|AwsWafIntegration/ },
      ],
      wayOut:
        'Sampled requests of the web ACL name the rule: scope it down so that it skips OPTIONS and the API’s paths.',
    },
  ],
};
