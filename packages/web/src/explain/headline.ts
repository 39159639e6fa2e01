import type { Explanation } from '@corsmith/doctor/pure';
import { BROWSER_NAMES } from '@corsmith/protocol';

/** What happened, in a line. */
export function headlineOf({ message }: Explanation): string {
  const browser = message.engine ? BROWSER_NAMES[message.engine] : 'The browser';
  switch (message.kind) {
    case 'error':
      return `${browser} blocked this for CORS`;
    case 'warning':
      return `${browser} warns`;
    case 'not-cors':
      return 'Not about CORS';
    case 'follow-up':
      return 'This tells no reason';
  }
}
