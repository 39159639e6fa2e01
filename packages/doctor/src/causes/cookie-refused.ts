import { defined } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { isRefused } from '../cookies/cookie-report.js';
import { changeFor, faultsOf, shownName } from '../cookies/refused-cookie.js';

export const cookieRefused: CauseRule = {
  id: 'cookie-refused',
  title: 'CORS allows the request, but a browser does not send the cookie',
  fixedIn: 'headers',
  stage: 'not-blocked',
  fixSentence:
    'For a page on another site set the cookie with SameSite=None; Secure over https. Safari blocks it all the same: put page and API on one site.',
  prevention:
    'Serve page and API from one site, such as app.example.com and api.example.com: then every browser sends every cookie.',
  match({ problem, cookies = [], exchanges }) {
    const refused = cookies.filter(({ report }) => isRefused(report));
    if (problem.code !== 'CookieRefused' || refused.length === 0) return undefined;
    const refusals = refused.flatMap(({ refusal }) => refusal ?? []);
    return {
      explanation: refusals.map(({ explanation }) => explanation).join(' '),
      certainty: 'certain',
      fixedIn: refusals.some(({ line }) => line !== undefined) ? 'headers' : 'elsewhere',
      change: changeFor(refusals),
      evidence: refused.map(({ report }) => {
        const { exchange } = report;
        const header =
          exchange === undefined
            ? undefined
            : exchanges[exchange]?.response?.headers.find(
                ([name, value]) => /^set-cookie$/i.test(name) && value.trimStart().startsWith(`${report.name}=`),
              );
        return {
          text: header ? faultsOf(report) : `${shownName(report)} ${faultsOf(report)}`,
          ...defined({ exchange, header }),
        };
      }),
    };
  },
};
