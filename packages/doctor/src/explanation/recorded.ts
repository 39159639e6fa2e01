import { type ImportedRequest, replay } from '@corsmith/evidence';
import {
  type CorsErrorMessage,
  defined,
  type Outcome,
  type PageRequest,
  type ParsedMessage,
  parseConsoleText,
  simulate,
} from '@corsmith/protocol';
import { type Explanation, explainMessage } from './explanation.js';

/** What a browser does with the recorded responses to a request. */
export interface RecordedVerdict {
  readonly imported: ImportedRequest;
  /** `failed`: no response came, for a reason other than CORS; `unsaved`: what decides was not recorded. */
  readonly verdict: 'allowed' | 'blocked' | 'failed' | 'unsaved';
  /** Why it was blocked. */
  readonly explanation?: Explanation;
  /** What the recording lacks, a sentence. */
  readonly missing?: string;
}

/** Judges a request by its recorded responses, as the browser that recorded them does. */
export async function judgeRecorded(imported: ImportedRequest): Promise<RecordedVerdict> {
  const { request, recorded = [] } = imported;
  const { origin } = request;
  if (origin === undefined) return { imported, verdict: 'unsaved', missing: NO_ORIGIN };
  const outcome = await outcomeOf(imported, origin);
  if (!outcome.allowed && outcome.block?.code !== 'NetworkFailure')
    return blocked(imported, messageOf(outcome, imported));
  const said = errorOf(imported);
  // A preflight that passes without credentials may have been one with them.
  if (said && (outcome.allowed || hasPreflightResponse(imported)))
    return ofKeptResponse(imported, said, origin, outcome);
  if (said) return ofFailure(imported, said);
  if (isLeftAfterPreflight(imported)) return ofKeptResponse(imported, { kind: 'follow-up', text: '' }, origin, outcome);
  if (!outcome.allowed) return { imported, verdict: 'unsaved', missing: missingOf(imported) };
  const isPreflightMissing =
    !isFromBrowser(imported) &&
    outcome.exchanges.some(({ request: { kind } }) => kind === 'preflight') &&
    !recorded.some(({ request: { kind } }) => kind === 'preflight');
  return isPreflightMissing
    ? { imported, verdict: 'unsaved', missing: NO_PREFLIGHT }
    : { imported, verdict: 'allowed' };
}

const NO_ORIGIN =
  'The page’s origin is not in the text, so the response says nothing about a page. Pass it with --origin.';
const NO_PREFLIGHT =
  'The recorded response allows the page. But a browser sends a preflight (OPTIONS) first, and that is not in the text.';
const PREFLIGHT_ALONE = 'The preflight is allowed. The response to the request itself is not in the text.';
const HIDDEN = 'The browser hid the response from the page and did not record it. Check the server itself.';
const NOT_RECORDED = 'The text has no response to this request. Check the server itself.';
const UNEXPLAINED =
  'A response arrived, and the browser kept it from the page, although the recorded headers allow it. They may be incomplete. Check the server itself.';

/** A browser goes on after a preflight that passes; if it sent nothing more, the preflight did not. */
const isLeftAfterPreflight = (imported: ImportedRequest): boolean =>
  imported.engine !== undefined &&
  (imported.recorded?.at(-1)?.request.kind === 'preflight' || !imported.recorded?.at(-1)?.response) &&
  hasPreflightResponse(imported);

const hasPreflightResponse = ({ recorded = [] }: ImportedRequest): boolean =>
  recorded.some(({ request, response }) => request.kind === 'preflight' && response);

function missingOf({ recorded = [], ...imported }: ImportedRequest): string {
  if (hasPreflightResponse({ recorded, ...imported })) {
    return recorded.some(({ request }) => request.kind === 'actual') ? HIDDEN : PREFLIGHT_ALONE;
  }
  return isFromBrowser(imported) ? HIDDEN : NOT_RECORDED;
}

/** Others send no preflight of their own. */
const isFromBrowser = ({ source }: Pick<ImportedRequest, 'source'>): boolean =>
  source === 'har' || source === 'playwright-trace' || source === 'devtools-headers';

const outcomeOf = (
  { request, recorded = [], engine = 'chromium' }: ImportedRequest,
  origin: string,
  more: Partial<PageRequest> = {},
) => simulate({ ...request, origin, ...more }, replay(recorded), { engine });

/** What the browser itself says of the last exchange. */
function errorOf({ recorded = [] }: ImportedRequest): ParsedMessage | undefined {
  const errors = recorded.flatMap(({ error }) => error ?? []);
  return errors.length === 0 ? undefined : parseConsoleText(errors.join('\n'))[0];
}

function blocked(imported: ImportedRequest, message: ParsedMessage): RecordedVerdict {
  return { imported, verdict: 'blocked', explanation: { ...explainMessage(message), request: imported.request } };
}

/** No response was recorded, and the browser says why. */
function ofFailure(imported: ImportedRequest, said: ParsedMessage): RecordedVerdict {
  const { url, origin, method } = imported.request;
  const message = {
    ...said,
    url: said.url ?? url,
    ...defined({ origin, method }),
  };
  if (said.kind === 'not-cors')
    return { imported, verdict: 'failed', explanation: { ...explainMessage(message), request: imported.request } };
  return said.kind === 'error' && said.code !== undefined
    ? blocked(imported, message)
    : { imported, verdict: 'unsaved', missing: missingOf(imported) };
}

/**
 * A response arrived, its headers allow the request as it was recorded, and the browser failed it all the same. Chromium leaves
 * cookies out of its HARs, so the request may have been one with credentials.
 */
async function ofKeptResponse(
  imported: ImportedRequest,
  said: ParsedMessage,
  origin: string,
  { allowed }: Outcome,
): Promise<RecordedVerdict> {
  if (said.kind === 'not-cors' || (said.kind === 'error' && said.code !== undefined)) return ofFailure(imported, said);
  const credentials = 'include';
  const outcome = await outcomeOf(imported, origin, { credentials });
  if (outcome.allowed || outcome.block?.code === 'NetworkFailure')
    return { imported, verdict: 'unsaved', missing: allowed ? UNEXPLAINED : missingOf(imported) };
  const request = { ...imported.request, credentials } as const;
  const withCredentials = { ...imported, request, notes: [...imported.notes, ASSUMED_CREDENTIALS] };
  return blocked(withCredentials, messageOf(outcome, withCredentials));
}

const ASSUMED_CREDENTIALS =
  'The recorded headers allow this request without credentials, yet the browser blocked it, so credentials are assumed. Chrome leaves cookies and Authorization out of HAR files.';

/** What the console prints, and what the recording adds. */
function messageOf(
  { block, exchanges, messages }: Outcome,
  { request, engine = 'chromium' }: ImportedRequest,
): CorsErrorMessage {
  const printed = parseConsoleText(messages.join('\n')).find((message) => message.kind === 'error');
  const judged = exchanges[block?.exchange ?? -1];
  const { url, origin, method } = request;
  return {
    kind: 'error',
    engine,
    text: '',
    ...(block && { code: block.code, stage: block.stage }),
    url: judged?.request.url ?? url,
    ...printed,
    ...(block?.parameter !== undefined && { parameter: block.parameter }),
    ...(block && { code: block.code }),
    ...defined({ origin, method }),
    ...(judged?.response && { status: judged.response.status }),
  };
}
