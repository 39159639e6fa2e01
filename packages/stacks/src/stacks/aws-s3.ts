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
          where: 'a new file, or first among the rules that are there',
          code: json(rules(policy)),
        },
      ],
      steps: [
        'aws s3api put-bucket-cors --bucket $BUCKET --cors-configuration file://cors.json',
        'Purge what stands in front, such as CloudFront, and let it pass Origin on.',
      ],
      pitfalls: [
        'S3 uses the first rule that matches: a rule for * before this one answers without credentials.',
        'S3 sends no CORS header and no Vary where a request has no Origin: a cache keeps that answer for pages too.',
        'OPTIONS is no value of AllowedMethods: S3 answers preflights by itself, with 403 where no rule fits.',
        'Answers to origins that are listed always allow credentials.',
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
