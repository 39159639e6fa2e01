import type { Wrapper } from '../lines/wrapper.js';

/** `journalctl -o json`: https://systemd.io/JOURNAL_EXPORT_FORMATS/ */
export const journalJson: Wrapper = {
  id: 'journal-json',
  title: 'journald, JSON',
  before: ['cri'],
  shape: { kind: 'json', line: [['MESSAGE']], time: [['__REALTIME_TIMESTAMP'], ['_SOURCE_REALTIME_TIMESTAMP']] },
};
