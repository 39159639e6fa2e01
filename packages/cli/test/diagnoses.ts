import type { Diagnosis, Verdict } from '@corsmith/doctor';

/** A verdict that blocks, with Chrome's words. */
export const blocked = (
  code: NonNullable<Verdict['code']>,
  exchange: number,
  messages: readonly string[] = [],
): Verdict => ({
  allowed: false,
  code,
  stage: exchange === 0 ? 'preflight' : 'response',
  exchange,
  messages,
});

export const allowed: Verdict = { allowed: true, messages: [] };

const url = 'https://api.example.com/users';
const origin = 'https://app.example.com';
const message = `Access to fetch at '${url}' from origin '${origin}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: The 'Access-Control-Allow-Origin' header has a value '${origin}/' that is not equal to the supplied origin. Have the server send the header with a valid value.`;

/** A PUT whose preflight names the origin with a trailing slash and lacks a header. */
export const trailingSlash: Diagnosis = {
  request: { origin, url, method: 'PUT', credentials: 'include', headers: [['X-Api-Key', 's3cr3t-t0ken']] },
  verdict: {
    standard: blocked('AllowOriginMismatch', 0),
    chromium: blocked('AllowOriginMismatch', 0, [message]),
    firefox: blocked('AllowOriginMismatch', 0, ['Cross-Origin Request Blocked: …']),
    webkit: blocked('AllowOriginMismatch', 0, [
      `Origin ${origin} is not allowed by Access-Control-Allow-Origin. Status code: 204`,
    ]),
  },
  exchanges: [
    {
      request: {
        kind: 'preflight',
        url,
        method: 'OPTIONS',
        headers: [
          ['Accept', '*/*'],
          ['Access-Control-Request-Method', 'PUT'],
          ['Access-Control-Request-Headers', 'x-api-key'],
          ['Origin', origin],
          ['Sec-Fetch-Mode', 'cors'],
        ],
        credentials: false,
      },
      response: {
        status: 204,
        headers: [
          ['access-control-allow-origin', `${origin}/`],
          ['x-powered-by', 'Express'],
        ],
        httpVersion: '1.1',
        bodyStart: '',
        bodyTruncated: false,
      },
      durationMs: 38.4,
      layer: 'front',
    },
  ],
  causes: [
    {
      id: 'origin-mismatch',
      title: 'Access-Control-Allow-Origin does not match the page’s origin',
      explanation: 'Browsers compare every character, and a serialised origin has no slash.',
      certainty: 'certain',
      fixedIn: 'server',
      evidence: [
        {
          text: 'a trailing slash',
          exchange: 0,
          header: ['access-control-allow-origin', `${origin}/`],
          at: origin.length,
        },
      ],
      fix: {
        stack: 'express',
        title: 'Express',
        files: [
          {
            path: 'app.js',
            language: 'js',
            where: 'before the routes',
            code: `app.use(\n  cors({ origin: '${origin}', credentials: true }),\n);\n`,
          },
        ],
        steps: ['npm install cors', 'Restart the server.'],
        pitfalls: [],
        verified: 'real-server',
        version: '5.1',
      },
    },
    {
      id: 'header-not-allowed',
      title: 'x-api-key is missing from Access-Control-Allow-Headers',
      explanation: 'The preflight must name every header that the page sets.',
      certainty: 'certain',
      fixedIn: 'server',
      evidence: [],
    },
  ],
  warnings: [
    {
      id: 'missing-vary',
      title: 'The response depends on the origin, but Vary does not say so',
      explanation: 'A cache may serve this page a response for another origin. Send Vary: Origin on every response.',
      evidence: [],
    },
  ],
  stack: [{ id: 'express', evidence: ['x-powered-by: Express'] }],
};

const unknown: Verdict = {
  allowed: null,
  unknownBecause:
    'The preflight is allowed. PUT was not sent, because it may change data. Whether the response allows the page is not known. Send it with --send.',
  messages: [],
};

/** The same server once it is right. */
export const repaired: Diagnosis = {
  ...trailingSlash,
  verdict: { standard: unknown, chromium: unknown, firefox: unknown, webkit: unknown },
  unsent: { method: 'PUT' },
  causes: [],
  warnings: [],
};
