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
  fixSentence: 'Write the URL with http:// or https://, and open the page from a server, not from a file.',
  prevention:
    'Build URLs with `new URL(path, base)` and a complete base, scheme included: it throws if the scheme is missing.',
  fromConsole: onCodes('DisallowedScheme'),
  match({ problem, request }) {
    if (problem.code !== 'DisallowedScheme') return undefined;
    const { url } = request;
    return {
      explanation: FORGOTTEN_SCHEME.test(url)
        ? `“${url}” has no scheme, so the browser takes the part before the colon for one. Write http://${url}`
        : `Browsers send cross-origin requests to http and https URLs only, and “${url}” is neither. Serve files from a web server.`,
      certainty: 'certain',
      evidence: [{ text: `the scheme is ${new URL(url).protocol}` }],
    };
  },
};
