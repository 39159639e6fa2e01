import { serializeRequestOrigin } from '../cors-check.js';
import type { HeaderList } from '../exchange.js';
import { isRepeated } from '../header-lines.js';
import { getLines, remove } from '../header-list.js';
import { withUtf8Charset } from '../mime-type.js';
import { headersCheck, headersListCheck, methodCheck, methodsListCheck, statusCheck } from '../preflight-check.js';
import { combineLines } from '../request.js';
import { dataBodyLength, dataResponse, exposedHeaders } from '../response.js';
import type { Rules } from '../rules.js';
import { firefoxConsole } from './firefox-console.js';
import { firefoxCorsCheck } from './firefox-cors-check.js';
import { isCorrupt, receivedHeaders, sentHeaders } from './firefox-headers.js';
import { corsPreflightNames, firefoxAccessCheck, firefoxRedirectCheck, isSafelisted } from './firefox-preflight.js';
import { preflightCache } from './firefox-preflight-cache.js';
import { firefoxRedirected, redirectChecksBefore, redirectTarget } from './firefox-redirect.js';
import { isUnusableScript } from './firefox-script-type.js';
import { standard } from './standard.js';

/** Every charset that is named, in quotation marks or not. */
const replaceCharsets = (type: string): string => type.replace(/(;[\t ]*charset='?)[^;,']*/gi, '$1UTF-8');

/** A page at home reads the lines of Access-Control-Allow-Origin as one, like all others. */
function joinAllowOrigin(headers: HeaderList): HeaderList {
  const name = 'access-control-allow-origin';
  if (!isRepeated(headers, name)) return headers;
  const lines = getLines(headers, name);
  return [...remove(headers, name), [name, lines.filter((line) => line !== '').join(', ')]];
}

/** Firefox ESR 153. */
export const firefox: Rules = {
  ...standard,
  name: 'firefox',
  isSafelisted,
  fillHeaders: (headers, initiator) => (initiator === 'xhr' ? combineLines(headers) : headers),
  // What the page set comes back with a redirect.
  xhrTextType: (type, { hop, bodyType }) =>
    hop === 'later' ? type : bodyType === undefined ? withUtf8Charset(type) : replaceCharsets(type),
  sentHeaders,
  streamedBody: 'taken-whole',
  cacheMode: (mode, headers, initiator) => (initiator === 'xhr' ? mode : standard.cacheMode(mode, headers, initiator)),
  corsPreflightNames,
  // The preflight of a redirect still names the page.
  originOf: (request, kind) => (kind === 'preflight' ? request.asked.origin : serializeRequestOrigin(request)),
  corsCheck: firefoxCorsCheck,
  preflightChecks: [firefoxAccessCheck, firefoxRedirectCheck, statusCheck],
  permissionChecks: [methodsListCheck, methodCheck, headersListCheck, headersCheck],
  preflightCache,
  redirectTarget,
  redirectChecksBefore,
  redirected: firefoxRedirected,
  responseFailure(request, answer, kept) {
    // 101 is an answer like others.
    if (answer.status < 200 && answer.status !== 101) return { code: 'NetworkFailure' };
    // Where all is kept as it came, no line speaks against another.
    if (answer !== kept && isCorrupt(answer)) return { code: 'NetworkFailure' };
    const isUnusable = isUnusableScript(request, answer) && redirectTarget(request, answer).kind !== 'to';
    return isUnusable ? { code: 'InvalidResponse' } : undefined;
  },
  receivedHeaders,
  exposedHeaders: (request, headers) => exposedHeaders(request, joinAllowOrigin(headers)),
  dataResponse({ asked, url }) {
    const response = dataResponse(url);
    if (asked.initiator !== 'fetch') return response;
    return { ...response, headers: [['content-length', String(dataBodyLength(url))], ...response.headers] };
  },
  console: firefoxConsole,
};
