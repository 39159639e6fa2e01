import type { Responder } from '../attribution/responder.js';

export const awsS3: Responder = {
  id: 'aws-s3',
  responses: [
    {
      kind: 'refusal',
      name: 'S3 or a store that speaks its protocol',
      marks: [
        { body: /CORSResponse: [^<]*/ },
        { status: [403, 400], headers: { server: /^AmazonS3$/ }, body: /<Code>AccessForbidden<\/Code>/ },
      ],
      wayOut:
        'No CORS rule of the bucket matches this origin, method and these headers: add one to the bucket’s CORS configuration.',
      stack: 'aws-s3',
    },
    {
      kind: 'another-program',
      name: 'the bucket store',
      marks: [{ status: [404], body: /<Code>NoSuchBucket<\/Code>/ }],
      wayOut: 'There is no such bucket: check its name and region.',
    },
  ],
};
