import type { CauseRule } from '../cause.js';

export const unstable: CauseRule = {
  id: 'unstable',
  title: 'Identical requests get different responses',
  fixedIn: 'elsewhere',
  stage: 'responder',
  before: ['another-program'],
  fixSentence: 'Compare the servers, versions or functions behind the URL: one of them responds without the headers.',
  prevention: 'Deploy one version everywhere, and set CORS in one place that all responses pass.',
  match({ repetition }) {
    if (!repetition) return undefined;
    const { sent, allowed, method, differences, examples } = repetition;
    const counts =
      allowed === undefined
        ? 'the responses differ'
        : allowed > 0
          ? `${allowed} of ${sent} were allowed, ${sent - allowed} blocked`
          : `all ${sent} were blocked, for different reasons`;
    return {
      explanation: `The same ${method} request was sent ${sent} times: ${counts}. The server is unstable: ${
        differences.length > 0 ? `${differences.join('; ')}. ` : ''
      }Several servers or versions may stand behind this URL (a load balancer, a deployment under way), or it fails now and then. Look at each of them, in its log, before you change CORS.`,
      certainty: 'certain',
      evidence: examples.map((exchange, i) => ({
        text: allowed === undefined ? `response ${i + 1}` : i === 0 && allowed > 0 ? 'allowed' : 'blocked',
        exchange,
      })),
    };
  },
};
