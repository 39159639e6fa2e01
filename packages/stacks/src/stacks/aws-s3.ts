import { allowedMethods } from '../cors-headers.js';
import { json } from '../data-text.js';
import { bodyMark, headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const awsS3: Stack = {
  id: 'aws-s3',
  title: 'Amazon S3',
  role: 'platform',
  place: { kind: 'json-rules', key: 'CORSRules', origins: 'AllowedOrigins', exposed: 'ExposeHeaders' },
  detect: (exchange) => [
    ...headerMark(exchange, 'server', /^AmazonS3$/),
    ...bodyMark(exchange, /<Message>CORSResponse: [^<]{0,200}<\/Message>/),
  ],
  limits: {
    name: 'S3',
    wildcards: 'subdomains',
    methods: ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'],
  },
  render(policy) {
    return {
      files: [
        {
          path: 'cors.json',
          language: 'json',
          where: 'a new file, or before the existing rules',
          code: json(rules(policy)),
        },
      ],
      steps: [
        'aws s3api put-bucket-cors --bucket $BUCKET --cors-configuration file://cors.json',
        'Purge the CDN in front, such as CloudFront, and let it forward Origin.',
      ],
      pitfalls: [
        'S3 uses the first rule that matches: a rule for * before this one responds without credentials.',
        'S3 sends no CORS headers and no Vary if a request has no Origin: a cache may serve that response to pages.',
        'OPTIONS is not a valid value of AllowedMethods: S3 responds to preflights by itself, with 403 if no rule matches.',
        'Responses to listed origins always allow credentials.',
        'A PUT with a presigned URL needs every header that was signed in AllowedHeaders.',
      ],
      verified: 'documented',
    };
  },
};

function rules(policy: RenderedPolicy) {
  const { origins, requestHeaders, responseHeaders, maxAge } = policy;
  return {
    CORSRules: [
      {
        AllowedOrigins: origins === '*' ? ['*'] : origins,
        AllowedMethods: allowedMethods(policy),
        ...(requestHeaders.length > 0 && { AllowedHeaders: requestHeaders === '*' ? ['*'] : requestHeaders }),
        ...(responseHeaders.length > 0 && { ExposeHeaders: responseHeaders }),
        ...(maxAge !== undefined && { MaxAgeSeconds: maxAge }),
      },
    ],
  };
}
