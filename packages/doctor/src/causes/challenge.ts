import type { ProbedResponse } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { isPreflightRefused, isResponseSilent } from '../explanation/console-evidence.js';
import { type Facts, isOriginMissing, isPreflightProblem, judgedResponse } from '../facts/facts.js';
import { allowOrigin, allowPreflight } from '../fixed-response.js';

/** Headers that firewalls set on a challenge. */
const HEADERS: Readonly<Record<string, RegExp>> = {
  'cf-mitigated': /./,
  'x-amzn-waf-action': /captcha|challenge/i,
  'x-datadome': /./,
  'x-sucuri-block': /./,
  'x-vercel-mitigated': /./,
};

const BODY =
  /challenge-platform|cf-turnstile|cf-chl|Just a moment\.\.\.|Attention Required! \| Cloudflare|g-recaptcha|hcaptcha|px-captcha|_Incapsula_Resource|captcha-delivery/;

/** Statuses of a challenge. */
const STATUSES = [202, 401, 403, 405, 429, 503];

export const challenge: CauseRule = {
  id: 'challenge',
  title: 'A firewall challenges the request (captcha or bot check)',
  fixedIn: 'elsewhere',
  stage: 'proxy',
  fixSentence: 'Exclude the API’s paths, and OPTIONS above all, from the firewall’s challenge.',
  prevention: 'Exempt the API’s paths, and OPTIONS above all, from challenges: no script in a page can solve one.',
  fromConsole: (message) =>
    (isPreflightRefused(message) || isResponseSilent(message)) && [403, 429, 503].includes(message.status ?? 0)
      ? 'rare'
      : undefined,
  match(facts) {
    const { judged } = facts;
    const response = judgedResponse(facts);
    if (!judged || !response || !(isPreflightProblem(facts) || isOriginMissing(facts))) return undefined;
    const header = response.headers.find(([name, value]) => HEADERS[name.toLowerCase()]?.test(value));
    const words = BODY.exec(response.bodyStart)?.[0];
    if (!STATUSES.includes(response.status) || !(header || words)) return undefined;
    return {
      explanation: `The response (${response.status}) is a challenge for people (a captcha or a browser check), and no fetch() can pass it${
        facts.problem.stage === 'preflight' ? ', let alone a preflight' : ''
      }. Exclude the API’s paths, and OPTIONS above all, from the firewall’s rule.`,
      certainty: 'certain',
      evidence: [
        { text: words ? `body “${words}”` : 'a challenge', exchange: judged.index, ...(header && { header, at: 0 }) },
      ],
    };
  },
  fixed: (response: ProbedResponse, facts: Facts) =>
    facts.problem.stage === 'preflight'
      ? allowPreflight(response, facts)
      : allowOrigin({ ...response, status: 200 }, facts),
};
