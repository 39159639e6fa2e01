import { recordOf } from '@corsmith/protocol';
import { importEntries } from './har.js';
import { type HarEntry, isHarEntry } from './har-file.js';
import type { ImportedRequest } from './imported-request.js';

/** Whether a text is the network record of a Playwright trace: a JSON object a line. */
export const isPlaywrightTrace = (text: string): boolean =>
  /^\s*\{"type":"(?:resource-snapshot|context-options)"/.test(text);

/** The requests to other origins in it. Lines that can't be read are left out. */
export function traceRequests(text: string): readonly ImportedRequest[] {
  const entries = text.split('\n').flatMap((line): HarEntry[] => {
    if (!line.includes('"resource-snapshot"')) return [];
    try {
      const { snapshot } = recordOf(JSON.parse(line));
      return isHarEntry(snapshot) ? [snapshot] : [];
    } catch {
      return [];
    }
  });
  return importEntries({ entries, pages: new Map() }, 'playwright-trace');
}
