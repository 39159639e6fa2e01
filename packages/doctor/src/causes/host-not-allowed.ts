import type { CauseRule } from '../cause.js';
import { isAnyRefused, isResponseSilent } from '../explanation/console-evidence.js';
import { attributionEvidence, respondedBy } from '../facts/attribution.js';

export const hostNotAllowed: CauseRule = {
  id: 'host-not-allowed',
  title: 'The server does not accept the host name of this URL',
  fixedIn: 'elsewhere',
  stage: 'responder',
  before: ['function-failed'],
  fixSentence:
    'Add the host of the URL to the hosts that the server accepts (allowedHosts, ALLOWED_HOSTS, config.hosts).',
  prevention: 'List every host name under which the server is reached, tunnels and proxies included.',
  fromConsole: (message) =>
    (isAnyRefused(message) || isResponseSilent(message)) && message.status === 421 ? 'likely' : undefined,
  match(facts) {
    const responder = respondedBy(facts, 'host-check');
    if (!responder || !facts.judged) return undefined;
    const { request, response } = facts.judged.exchange;
    return {
      explanation:
        `${responder.name} denies the request (${response?.status}) because of its Host header, ${new URL(request.url).host}, before any CORS setting counts. ${responder.wayOut}`.replace(
          /^./,
          (first) => first.toUpperCase(),
        ),
      certainty: 'certain',
      evidence: [attributionEvidence(responder)],
    };
  },
};
