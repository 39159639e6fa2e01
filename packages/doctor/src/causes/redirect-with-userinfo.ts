import type { CauseRule } from '../cause.js';
import { onCodes } from '../explanation/console-evidence.js';
import { judgedLines } from '../facts/facts.js';

export const redirectWithUserinfo: CauseRule = {
  id: 'redirect-with-userinfo',
  title: 'The redirect URL contains a user name or password',
  fixedIn: 'server',
  stage: 'redirect',
  fixSentence: 'Remove the user name and the password from the redirect’s URL.',
  prevention: 'Never put a user name or password into a URL. Send them in an Authorization header.',
  fromConsole: onCodes('RedirectContainsCredentials'),
  match(facts) {
    if (facts.problem.code !== 'RedirectContainsCredentials') return undefined;
    const { judged } = facts;
    const header = judgedLines(facts, 'location')[0];
    return {
      explanation:
        'The Location contains user:password@, and browsers don’t follow such a redirect to another origin. Remove it, and have the page send an Authorization header.',
      certainty: 'certain',
      evidence: [
        {
          text: 'a user name or password',
          ...(judged && { exchange: judged.index }),
          ...(header && { header, at: header[1].indexOf('//') + 2 }),
        },
      ],
    };
  },
  fixed: (response) => ({
    ...response,
    headers: response.headers.map(([name, value]) =>
      name.toLowerCase() === 'location' ? [name, withoutUserinfo(value)] : [name, value],
    ),
  }),
};

const withoutUserinfo = (location: string): string => location.replace(/^([^/?#]*\/\/)[^/?#@]*@/, '$1');
