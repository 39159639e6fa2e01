import type { Explanation } from '@corsmith/doctor/pure';
import { BROWSER_NAMES } from '@corsmith/protocol';

/** What happened, on one line. */
export function headlineOf({ message, title }: Explanation): string {
  if (title !== undefined) return title;
  const browser = message.engine ? BROWSER_NAMES[message.engine] : 'The browser';
  switch (message.kind) {
    case 'error':
      return `${browser} blocked this because of CORS`;
    case 'warning':
      return `A warning of ${browser}`;
    case 'not-cors':
      return 'Not about CORS';
    case 'server':
      return 'A message of the server';
    case 'follow-up':
      return 'This message has no reason';
  }
}
