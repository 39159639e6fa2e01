import type { Wrapper } from '../lines/wrapper.js';

/** `journalctl -o export`: https://systemd.io/JOURNAL_EXPORT_FORMATS/ */
export const journalExport: Wrapper = {
  id: 'journal-export',
  title: 'journald, export',
  before: ['json-message'],
  shape: { kind: 'text', pattern: /^MESSAGE=/ },
};
