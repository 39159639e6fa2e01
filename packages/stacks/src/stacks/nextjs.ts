import { corsHeadersFunction } from '../fetch-headers.js';
import type { RecipeFile } from '../recipe.js';
import { headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const nextjs: Stack = {
  id: 'nextjs',
  title: 'Next.js',
  role: 'application',
  before: ['express'],
  place: { kind: 'new-file' },
  detect: (exchange) => [
    ...headerMark(exchange, 'x-powered-by', /^Next\.js$/),
    ...headerMark(exchange, 'vary', /next-router-state-tree/),
    ...headerMark(exchange, 'x-nextjs-cache', /./),
    ...headerMark(exchange, 'x-nextjs-prerender', /./),
  ],
  render: (policy) => ({
    files: [file('proxy', policy)],
    forms: [{ id: 'before-16', when: 'In Next.js 12.2 to 15 write instead', files: [file('middleware', policy)] }],
    steps: [
      'Remove every other Access-Control-… header from next.config, vercel.json and the route handlers, and their OPTIONS.',
      'Build and restart, or redeploy.',
    ],
    pitfalls: [
      'A project has only one such file: if proxy.ts or middleware.ts exists, add the code there.',
      'Redirects by Next.js itself, such as the 308 that removes a trailing slash, come before it and have no headers: request the final URL from the page.',
      'Pages rendered at build time, including the 404, lose Vary: Origin: keep them out of shared caches.',
      'matcher defines the covered paths; an API outside /api needs its own line there.',
    ],
    verified: 'real-server',
    version: 'next 16.4',
  }),
};

/** Next.js 16 renamed middleware to proxy: the file, and the function. */
const file = (name: 'proxy' | 'middleware', policy: RenderedPolicy): RecipeFile => ({
  path: `${name}.ts`,
  language: 'ts',
  where: 'a new file beside app/ (in src/ if app/ is there)',
  code: `import { type NextRequest, NextResponse } from 'next/server';

export const config = { matcher: '/api/:path*' };

export function ${name}(request: NextRequest) {
  const headers = corsHeaders(request);
  return request.method === 'OPTIONS' ? new NextResponse(null, { status: 204, headers }) : NextResponse.next({ headers });
}

${corsHeadersFunction(policy, { type: ': Request' })}`,
});
