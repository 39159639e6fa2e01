import { isDetected, type NoteRule } from '../note.js';

export const debugOutput: NoteRule = {
  id: 'debug-output',
  match(facts) {
    const body = facts.judged?.response?.bodyStart ?? '';
    if (DUMP.test(body))
      return `${isDetected(facts, 'laravel') ? 'dd() or dump()' : 'A dump()'} printed this response and ended the request before the CORS headers were added: remove it, and use the log or ray() while the page is waiting.`;
    if (SENT.test(body))
      return 'PHP printed a message before the headers, so none of the app’s headers was sent: set display_errors = Off, and fix what it reports.';
    return undefined;
  },
};

/** Symfony’s dumper, which Laravel’s dd() uses: HTML or a terminal’s. */
const DUMP = /class=["']?sf-dump|\bSfdump\s*=|Sfdump\(/;
const SENT = /Cannot modify header information|headers already sent|<b>(?:Warning|Notice|Deprecated|Fatal error)<\/b>:/;
