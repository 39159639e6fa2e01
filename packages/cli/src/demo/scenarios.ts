import type { RequestFlags } from '../check/page-request.js';

/** The page of every scenario. */
export const ORIGIN = 'http://localhost:5173';

/** One way in which a page meets "blocked by CORS policy": a broken API, and what the page requests from it. */
export interface Scenario {
  /** What `check` has to find, the first of them first. */
  readonly causes: readonly [string, ...string[]];
  /** One sentence. */
  readonly story: string;
  /** `app`: the code below is wrong. `proxy`: it is right, and a proxy in front of it strips headers. */
  readonly broken: 'app' | 'proxy';
  /** What app.js has for CORS. */
  readonly code: string;
  readonly path: string;
  /** Beyond the page's origin. */
  readonly flags: Omit<RequestFlags, 'origin'>;
}

export const scenarios: readonly Scenario[] = [
  {
    causes: ['no-allow-origin'],
    story: 'The API sends no CORS headers: curl shows the response, and the page never gets it.',
    broken: 'app',
    code: '// nothing',
    path: '/users',
    flags: {},
  },
  {
    causes: ['preflight-not-handled'],
    story: 'The PUT has its CORS headers, but the browser sends an OPTIONS request first.',
    broken: 'app',
    code: `import cors from 'cors';

app.put('/users/7', cors({ origin: '${ORIGIN}' }));`,
    path: '/users/7',
    flags: { request: 'PUT', header: ['Content-Type: application/json'] },
  },
  {
    causes: ['origin-mismatch'],
    story: 'The origin was copied out of the address bar, with its trailing slash.',
    broken: 'app',
    code: `import cors from 'cors';

app.use(cors({ origin: '${ORIGIN}/' }));`,
    path: '/users',
    flags: {},
  },
  {
    causes: ['wildcard-with-credentials'],
    story: 'The API allows every origin, and then the page starts to send its cookie.',
    broken: 'app',
    code: `import cors from 'cors';

app.use(cors());`,
    path: '/users',
    flags: { credentials: true },
  },
  {
    causes: ['method-not-allowed', 'header-not-allowed'],
    story: "The page now sends PATCH with an API key, and the API's lists have neither.",
    broken: 'app',
    code: `import cors from 'cors';

app.use(
  cors({
    origin: ['${ORIGIN}'],
    methods: ['GET', 'POST'],
    allowedHeaders: ['Content-Type'],
  }),
);`,
    path: '/users/7',
    flags: { request: 'PATCH', header: ['X-Api-Key: demo'] },
  },
  {
    causes: ['stripped-by-proxy'],
    story: 'The app is right. The proxy in front of it passes on the headers it knows, and no others.',
    broken: 'proxy',
    code: `import cors from 'cors';

app.use(cors({ origin: ['${ORIGIN}'], allowedHeaders: ['x-api-key'] }));`,
    path: '/users',
    flags: { header: ['X-Api-Key: demo'] },
  },
];
