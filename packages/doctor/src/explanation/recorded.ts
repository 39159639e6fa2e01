import { type ImportedRequest, replay } from '@corsmith/evidence';
import {
  type CorsErrorMessage,
  type Outcome,
  parseConsoleMessage,
  parseConsoleText,
  simulate,
} from '@corsmith/protocol';
import { type Explanation, explainMessage } from './explanation.js';

/** What a browser does with the answers that were saved of a request. */
export interface RecordedVerdict {
  readonly imported: ImportedRequest;
  /**
   * `failed`: no response came, for a reason that is not CORS; `unsaved`: the browser kept the response from the page and did
   * not save it.
   */
  readonly verdict: 'allowed' | 'blocked' | 'failed' | 'unsaved';
  /** Of what blocked it. */
  readonly explanation?: Explanation;
}

/** Judges a request by the answers that were saved of it, as Chromium does. */
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

/** What the console says, with what the recording shows besides. */
function messageOf({ block, exchanges, messages }: Outcome, { request }: ImportedRequest): CorsErrorMessage {
  const told = parseConsoleText(messages.join('\n')).find((message) => message.kind === 'error');
  const judged = exchanges[block?.exchange ?? -1];
  const { url, origin, method } = request;
  return {
    kind: 'error',
    engine: 'chromium',
    text: '',
    ...(block && { code: block.code, stage: block.stage }),
    url: judged?.request.url ?? url,
    ...(block?.parameter !== undefined && { parameter: block.parameter }),
    ...told,
    ...(origin !== undefined && { origin }),
    ...(method !== undefined && { method }),
    ...(judged?.response && { status: judged.response.status }),
  };
}
