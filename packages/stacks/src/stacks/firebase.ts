import { corsPackageOptions } from '../cors-package.js';
import { headerMark, hostMark, type Stack } from '../stack.js';

export const firebase: Stack = {
  id: 'firebase',
  title: 'Cloud Functions for Firebase',
  role: 'platform',
  detect: (exchange) => [
    ...hostMark(exchange, /\.cloudfunctions\.net$/),
    ...headerMark(exchange, 'function-execution-id', /./),
  ],
  render: (policy) => ({
    files: [
      {
        path: 'functions/index.js',
        language: 'js',
        where: 'around the handler that onRequest() gets',
        code: `import cors from 'cors';
import { onRequest } from 'firebase-functions/https';

const allowCors = cors(${corsPackageOptions(policy)});

export const api = onRequest((request, response) => allowCors(request, response, () => handler(request, response)));`,
      },
    ],
    steps: [
      'npm install cors, in functions/; in TypeScript also npm install -D @types/cors.',
      'Remove the option cors of onRequest(), and every other Access-Control-… header of the function.',
      'firebase deploy --only functions',
    ],
    pitfalls: [
      'The option cors of onRequest() and onCall() supports only origins: no credentials, no exposed headers, no max age.',
      'A function that requires a Google identity responds to preflights with 403: let allUsers invoke it and check the token inside.',
      '404 and 403 for a function that is not there come from Google’s front end, without the headers.',
    ],
    verified: 'documented',
  }),
};
