import { isRefused, refusing } from '../cookies/cookie-report.js';
import { changeFor, faultsOf, shownName } from '../cookies/refused-cookie.js';
import type { WarningRule } from '../warning.js';

export const cookieRefused: WarningRule = {
  id: 'cookie-refused',
  title: 'A browser does not send a cookie of this response',
  match({ cookies = [] }) {
    const lost = cookies.filter(({ report }) => refusing(report).length > 0 && !isRefused(report));
    if (lost.length === 0) return undefined;
    const refusals = lost.flatMap(({ refusal }) => refusal ?? []);
    return {
      explanation: [...refusals.map(({ explanation }) => explanation), changeFor(refusals)].join(' '),
      evidence: lost.map(({ report }) => ({
        text: `${shownName(report)} ${faultsOf(report)}`,
        ...(report.exchange !== undefined && { exchange: report.exchange }),
      })),
    };
  },
};
