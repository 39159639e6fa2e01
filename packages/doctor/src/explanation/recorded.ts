import { type ImportedRequest, replay } from '@corsmith/evidence';
import {
  type CorsErrorMessage,
  type Outcome,
  parseConsoleMessage,
  parseConsoleText,
  simulate,
} from '@corsmith/protocol';
import { type Explanation, explainMessage } from './explanation.js';

/** What a browser does with the recorded responses to a request. */
export interface RecordedVerdict {
  readonly imported: ImportedRequest;
  /**
   * `failed`: no response came, for a reason other than CORS; `unsaved`: the browser hid the response from the page and did
   * not record it.
   */
  readonly verdict: 'allowed' | 'blocked' | 'failed' | 'unsaved';
  /** Why it was blocked. */
  readonly explanation?: Explanation;
}

/** Judges a request by its recorded responses, as Chromium does. */
export async function judgeRecorded(imported: ImportedRequest): Promise<RecordedVerdict> {
  const { request, recorded = [] } = imported;
  const { origin } = request;
  if (origin === undefined) return { imported, verdict: 'unsaved' };
  const outcome = await simulate({ ...request, origin }, replay(recorded), { engine: 'chromium' });
  if (outcome.allowed) return { imported, verdict: 'allowed' };
  if (outcome.block?.code !== 'NetworkFailure')
    return { imported, verdict: 'blocked', explanation: { ...explainMessage(messageOf(outcome, imported)), request } };
  const error = parseConsoleMessage(recorded.map((exchange) => exchange.error ?? '').join('\n'));
  return error?.kind === 'not-cors'
    ? { imported, verdict: 'failed', explanation: { ...explainMessage(error), request } }
    : { imported, verdict: 'unsaved' };
}

/** What the console prints, and what the recording adds. */
function messageOf({ block, exchanges, messages }: Outcome, { request }: ImportedRequest): CorsErrorMessage {
  const printed = parseConsoleText(messages.join('\n')).find((message) => message.kind === 'error');
  const judged = exchanges[block?.exchange ?? -1];
  const { url, origin, method } = request;
  return {
    kind: 'error',
    engine: 'chromium',
    text: '',
    ...(block && { code: block.code, stage: block.stage }),
    url: judged?.request.url ?? url,
    ...(block?.parameter !== undefined && { parameter: block.parameter }),
    ...printed,
    ...(origin !== undefined && { origin }),
    ...(method !== undefined && { method }),
    ...(judged?.response && { status: judged.response.status }),
  };
}
