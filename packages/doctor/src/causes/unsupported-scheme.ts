import type { CauseRule } from '../cause.js';
import { onCodes } from '../explanation/console-evidence.js';

/** `localhost:3000/users` parses as a URL of the scheme `localhost:`. */
const FORGOTTEN_SCHEME = /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+):\d/i;

export const unsupportedScheme: CauseRule = {
  id: 'unsupported-scheme',
  title: 'The URL is not http or https',
  fixedIn: 'page',
  stage: 'no-response',
  before: ['blocked-port'],
  remedy: 'Write the URL with http:// or https://, and open the page from a server, not from a file.',
  prevention:
    'Build URLs with `new URL(path, base)` from a base that is written whole, scheme included; it throws where there is none.',
  fromConsole: onCodes('DisallowedScheme'),
  match({ problem, request }) {
    if (problem.code !== 'DisallowedScheme') return undefined;
    const { url } = request;
    return {
      explanation: FORGOTTEN_SCHEME.test(url)
        ? `“${url}” lacks its scheme, so the browser takes what stands before the colon for one. Write http://${url}`
        : `Requests of another origin go over http and https only, and “${url}” is neither. A file has to be served by a web server.`,
      certainty: 'certain',
      evidence: [{ text: `the scheme is ${new URL(url).protocol}` }],
    };
  },
};
