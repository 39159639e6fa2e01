import { type Explanation, explainMessage } from './explanation.js';

/** The line of a preflight in the combined log format. */
const PREFLIGHT =
  /^\S{1,100} \S{1,100} \S{1,100} \[[^\]\n]{10,40}\] "OPTIONS \S{1,8192} HTTP\/[\d.]{1,3}" (\d{3}) [^\n]{0,1000}/m;

/** What an access log says of a preflight; `corsmith logs` reads whole logs. */
export function explainAccessLog(text: string): Explanation | undefined {
  const [line, digits] = PREFLIGHT.exec(text) ?? [];
  if (line === undefined) return undefined;
  const status = Number(digits);
  const code = status >= 300 && status < 400 ? 'PreflightDisallowedRedirect' : 'PreflightInvalidStatus';
  const explanation = explainMessage({ kind: 'error', stage: 'preflight', code, status, text: line });
  if (status < 200 || status > 299) return { ...explanation, hint: WHOLE_LOG };
  return {
    ...explanation,
    message: { kind: 'follow-up', status, text: line },
    causes: [],
    meaning: `The preflight (OPTIONS) had a response with status ${status}, which browsers accept. Its headers are not in the log.`,
    hint: WHOLE_LOG,
  };
}

const WHOLE_LOG = 'For a whole log: corsmith logs FILE';
