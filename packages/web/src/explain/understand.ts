import { type Explanation, explainMessage, judgeRecorded, type RecordedVerdict } from '@corsmith/doctor/pure';
import { ImportError, type ImportedRequest, type ImportProblem, importSource, importText } from '@corsmith/evidence';
import { parseConsoleText } from '@corsmith/protocol';

/** What a pasted text contains. */
export type Understood =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'broken'; readonly problems: readonly ImportProblem[] }
  | { readonly kind: 'messages'; readonly explanations: readonly Explanation[] }
  | { readonly kind: 'requests'; readonly requests: readonly ImportedRequest[] }
  | { readonly kind: 'recorded'; readonly verdicts: readonly RecordedVerdict[] };

/** Detects what a text is and explains it, without sending it anywhere. */
export async function understand(text: string): Promise<Understood> {
  if (text.trim() === '') return { kind: 'nothing' };
  const source = importSource(text);
  if (source === undefined) {
    const messages = parseConsoleText(text);
    return messages.length > 0 ? { kind: 'messages', explanations: messages.map(explainMessage) } : { kind: 'unknown' };
  }
  try {
    const requests = importText(text, source);
    if (source !== 'har') return { kind: 'requests', requests };
    return { kind: 'recorded', verdicts: await Promise.all(requests.map(judgeRecorded)) };
  } catch (error) {
    if (error instanceof ImportError) return { kind: 'broken', problems: error.problems };
    throw error;
  }
}
