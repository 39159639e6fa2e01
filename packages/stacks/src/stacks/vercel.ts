import { corsHeadersFunction } from '../fetch-headers.js';
import { headerMark, type Stack } from '../stack.js';

export const vercel: Stack = {
  id: 'vercel',
  title: 'Vercel',
  role: 'platform',
  before: ['netlify'],
  place: { kind: 'new-file' },
  detect: (exchange) => [
    ...headerMark(exchange, 'server', /^Vercel$/),
    ...headerMark(exchange, 'x-vercel-id', /./),
    ...headerMark(exchange, 'x-vercel-error', /./),
  ],
  render: (policy) => ({
    files: [
      {
        path: 'middleware.ts',
        language: 'ts',
        where: 'a new file at the root of the project, for every framework but Next.js',
        code: `import { next } from '@vercel/functions';

export const config = { matcher: '/api/:path*' };

export default function middleware(request: Request) {
  const headers = corsHeaders(request);
  const isPreflight = request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method');
  return isPreflight ? new Response(null, { status: 204, headers }) : next({ headers });
}

${corsHeadersFunction(policy, { type: ': Request' })}`,
      },
    ],
    steps: [
      'npm install @vercel/functions',
      'Remove the Access-Control-… headers of vercel.json and of the functions.',
      'vercel deploy',
    ],
    pitfalls: [
      'Deployment Protection rejects preflights: add the paths to its OPTIONS Allowlist.',
      'headers in vercel.json set the same value for every origin and do not handle OPTIONS.',
      'For Next.js, use corsmith fix --stack nextjs.',
    ],
    verified: 'documented',
  }),
};
