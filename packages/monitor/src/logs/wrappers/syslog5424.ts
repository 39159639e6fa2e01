import type { Wrapper } from '../lines/wrapper.js';

/** https://www.rfc-editor.org/rfc/rfc5424#section-6, with the octet count of RFC 6587 or without. */
export const syslog5424: Wrapper = {
  id: 'syslog5424',
  title: 'syslog (RFC 5424)',
  before: ['syslog'],
  shape: {
    kind: 'text',
    pattern: /^(?:\d+ )?<\d{1,3}>1 (?<time>\S+) \S+ \S+ \S+ (?:\S+ )?(?:-|(?:\[(?:[^\]\\]|\\.)*\])+) (?:\uFEFF)?/,
  },
};
