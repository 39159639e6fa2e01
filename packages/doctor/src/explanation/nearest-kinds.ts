/** A kind of text that is read, and what to copy to get one. */
export interface Kind {
  readonly title: string;
  readonly copy: string;
}

interface Resembling extends Kind {
  /** What such texts have in common; the more of it is there, the nearer. */
  readonly marks: readonly RegExp[];
}

const KINDS: readonly Resembling[] = [
  {
    title: 'a console message of Chrome or Edge',
    copy: 'Copy the whole line from the console. It begins with “Access to fetch at” or “Access to XMLHttpRequest at”.',
    marks: [
      /\bcors\b/i,
      /access[- ]control/i,
      /policy/i,
      /\bblocked\b/i,
      /failed to (?:fetch|load)/i,
      /net::/i,
      /chrom|edge/i,
    ],
  },
  {
    title: 'a console message of Firefox',
    copy: 'Copy the whole line from the console, with the URL and the reason in parentheses.',
    marks: [/cross[- ]origin/i, /same[- ]origin/i, /\breason\b/i, /firefox/i, /NetworkError/i],
  },
  {
    title: 'a console message of Safari',
    copy: 'Copy both lines from the console: the reason, and the one that ends in “due to access control checks”.',
    marks: [/\bsafari|webkit|ios\b/i, /load failed/i, /access control checks/i, /is not allowed/i],
  },
  {
    title: 'a request copied from the Network panel',
    copy: 'Right-click the request in the Network panel: Copy, then “Copy as cURL” or “Copy as fetch”.',
    marks: [
      /\bcurl\b/i,
      /\bfetch\b/i,
      /\b(?:GET|POST|PUT|PATCH|DELETE|OPTIONS)\b/,
      /https?:\/\//i,
      /axios|xmlhttprequest/i,
    ],
  },
  {
    title: 'a HAR file',
    copy: 'In the Network panel: Export HAR. Then pass the file.',
    marks: [/"log"/, /"entries"/, /\.har\b/i, /"request"/, /^\s*[[{]/],
  },
  {
    title: 'the headers of a response',
    copy: "Run curl -i -H 'Origin: https://your-page' URL, and paste the command with its output.",
    marks: [/^[\w-]{3,40}: \S/m, /HTTP\/[\d.]/, /\bheaders?\b/i, /\bstatus\b/i],
  },
  {
    title: 'a message of a server',
    copy: 'Paste the whole line of the server’s log or the body of its response.',
    marks: [/\bexception\b|traceback|panic/i, /\borigins?\b/i, /\bserver\b/i, /\b(?:4\d\d|5\d\d)\b/],
  },
];

/** The kinds that a text resembles, the nearest first; all of them are in the documentation. */
export function nearestKinds(text: string): readonly Kind[] {
  const start = text.slice(0, 20_000);
  const scored = KINDS.map((kind) => ({ kind, score: kind.marks.filter((mark) => mark.test(start)).length }));
  const near = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  return (near.length > 0 ? near.slice(0, 2) : scored.slice(0, 2)).map(({ kind: { title, copy } }) => ({
    title,
    copy,
  }));
}
