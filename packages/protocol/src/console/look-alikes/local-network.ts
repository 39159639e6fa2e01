import { isLoopbackHost, originOf, parseUrl } from '../../origin.js';
import type { LookAlike } from '../look-alike.js';
import type { NotCorsMessage } from '../parsed-message.js';

/** Ready pages call the machine of whoever opens them. */
function isBuiltWithLocalhost({ url = '', origin }: NotCorsMessage): boolean {
  const server = parseUrl(url)?.hostname;
  const page = origin === undefined ? undefined : parseUrl(origin)?.hostname;
  return server !== undefined && page !== undefined && isLoopbackHost(server) && !isLoopbackHost(page);
}

const BUILT_WITH_LOCALHOST =
  'The URL is on the machine of whoever opens the page. If that is not meant, the page was built with localhost as its API: set the API’s public URL.';

const orLocalhost = (fix: string) => (message: NotCorsMessage) =>
  isBuiltWithLocalhost(message) ? `${fix} ${BUILT_WITH_LOCALHOST}` : fix;

const topic = 'local-network-access';
const cause = 'local-network-access';

export const LOCAL_NETWORK: readonly LookAlike[] = [
  {
    id: 'private-network-insecure-page',
    topic,
    cause,
    what: ({ origin }) =>
      `the page${originOf(origin ?? '') === undefined ? '' : `, ${origin},`} is not on https and calls a server in a more private network. Chrome blocks that without a prompt`,
    fix: orLocalhost('Serve the page over https. No header of the server helps.'),
    words: [
      [
        'chromium',
        "The request client is not a secure context and the resource is in more-private address space '{parameter}'.",
      ],
    ],
  },
  {
    id: 'private-network-header',
    topic,
    cause,
    what: 'the page calls a server in a more private network, and the response to the preflight does not allow it (Private Network Access)',
    fix: orLocalhost('Send Access-Control-Allow-Private-Network: true in the response to the preflight.'),
    words: [
      [
        'chromium',
        "No 'Access-Control-Allow-Private-Network' header was present in the preflight response for this private network request targeting the '{parameter}' address space.",
        "No 'Access-Control-Allow-Private-Network' header",
        "The 'Access-Control-Allow-Private-Network' header had a value of '{value}' in the preflight response for this private network request targeting the '{parameter}' address space",
        "The 'Access-Control-Allow-Private-Network' header",
        "No 'Access-Control-Allow-External' header was present in the preflight response for this external request",
        "The 'Access-Control-Allow-External' header had a value of '{parameter}'",
      ],
    ],
  },
  {
    id: 'private-network-device',
    topic,
    cause,
    what: 'the page calls a device in the local network over http, and the device does not name itself in its response to the preflight (Private Network Access)',
    fix: 'Send Private-Network-Access-Id and Private-Network-Access-Name in the response to the preflight, or give the device https.',
    words: [
      [
        'chromium',
        "No 'Private-Network-Access-Id' header was present in the preflight response",
        "No 'Private-Network-Access-Name' header was present in the preflight response",
        "No 'Private-Network-Access-ID' header was present in the preflight response",
        "The 'Private-Network-Access-Id' header had a value of '{parameter}'",
        "The 'Private-Network-Access-ID' header had a value of '{parameter}'",
        "The 'Private-Network-Access-Name' header had a value of '{parameter}'",
      ],
    ],
  },
  {
    id: 'private-network-target',
    topic,
    cause,
    what: 'the page names another address space in its fetch() than the server is in (targetAddressSpace)',
    fix: 'Set targetAddressSpace in the options of fetch() to the address space that the message names, or leave it out.',
    words: [
      [
        'chromium',
        "Request had a target IP address space of '{space}' yet the resource is in address space '{parameter}'.",
        "Request had no target IP address space, yet the resource is in address space '{parameter}'.",
      ],
    ],
  },
  {
    id: 'local-network-access',
    topic,
    cause,
    what: 'the page calls a server in the local network, which needs the user’s permission (Local Network Access)',
    fix: orLocalhost('Let the user allow it in the browser’s prompt. Headers can’t. The page must be on https.'),
    words: [
      [
        'chromium',
        "Permission was denied for this request to access the '{parameter}' address space.",
        'Permission was denied for this request to access the {parameter} address space',
        "Unable to ask for permission to access the '{parameter}' IP address space.",
        'Unable to ask for permission to access the',
        'Local Network Access permission was denied',
      ],
    ],
  },
  {
    id: 'connection-allowlist',
    topic: 'connection-allowlist',
    what: 'the page’s own Connection-Allowlist does not contain this server',
    fix: 'Add the URL’s origin to the Connection-Allowlist header of the page.',
  },
];
