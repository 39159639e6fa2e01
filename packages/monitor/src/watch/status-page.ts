import { createHash } from 'node:crypto';
import type { Subject } from './alerts/alert.js';
import { type Past, runsOf } from './past.js';
import { kindsOf, type Problem, type Status } from './report.js';
import type { CheckState } from './state.js';
import { blocksOf, STRIP, stripText } from './strip.js';

export interface PageParts {
  readonly states: readonly CheckState[];
  readonly subject: Subject;
  readonly intervalMs: number;
  readonly now: number;
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 70rem; padding: 1rem; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
p, ul { margin: .3rem 0; } code { overflow-wrap: anywhere; }
article { border-left: .4rem solid; margin: .8rem 0; padding: .2rem .9rem; }
.holds { border-color: #1a7f37; } .broken { border-color: #cf222e; } .unreachable { border-color: #9a6700; }
.quiet { opacity: .75; } details { margin: .3rem 0; }
svg { display: block; width: 15rem; max-width: 100%; margin: .3rem 0; }
rect.holds { fill: #1a7f37; } rect.broken { fill: #cf222e; } rect.unreachable { fill: #9a6700; }
`;

/** The page loads nothing and runs no script. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page shows this many endpoints, the worst first. */
const MAX_SHOWN = 500;
const MAX_TEXT = 1000;
const ORDER: readonly Status[] = ['broken', 'unreachable', 'holds'];
const WORDS = { holds: 'holds', broken: 'broken', unreachable: 'unreachable' } as const;

/** A page for people, in one file. It refreshes itself. */
export function statusPage({ states, subject, intervalMs, now }: PageParts): string {
  const { contract, environment } = subject;
  const sorted = ORDER.flatMap((status) => states.filter((state) => state.status === status));
  const counts = ORDER.flatMap((status) => {
    const count = states.filter((state) => state.status === status).length;
    return count > 0 ? [`${count} ${status === 'holds' && count > 1 ? 'hold' : WORDS[status]}`] : [];
  });
  const title = counts.length > 0 ? counts.join(', ') : 'no check has run yet';
  const where = environment === undefined ? contract : `${contract}, ${environment}`;
  const left = sorted.length > MAX_SHOWN ? `<p>and ${sorted.length - MAX_SHOWN} more</p>` : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${Math.min(60, Math.max(2, Math.round(intervalMs / 1000)))}">
<title>CORS: ${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>CORS: ${text(title)}</h1>
<p class="quiet">${text(where)}, checked every ${text(duration(intervalMs))}. <a href="/metrics">Metrics</a></p>
<main>
${sorted
  .slice(0, MAX_SHOWN)
  .map((state) => article(state, subject, now))
  .join('\n')}
${left}
</main>
</body>
</html>
`;
}

function article(state: CheckState, { contract, command }: Subject, now: number): string {
  const { name, url, status, since, lastRun, report, history, past } = state;
  const { holds, broken, unreachable, 'not-verified': unverified = 0 } = report.counts;
  const changes = history.length > 1 ? history.slice(-10).reverse() : [];
  const shown = kindsOf(report.problems);
  const [first] = shown;
  const left = broken + unreachable - shown.length;
  const stack = first?.cause?.stack;
  const lines = [
    ...shown.map(problem),
    ...(left > 0 ? [`and ${left} more`] : []),
    ...report.drift.map((sentence) => `Differs: ${text(sentence)}`),
    ...(stack === undefined
      ? []
      : [`Fix: <code>corsmith fix --policy ${text(contract)} --stack ${text(stack)}</code>`]),
    ...(first ? [`Check: <code>${text(command(first.title))}</code>`] : []),
  ];
  return `<article class="${status}">
<h2>${text(name)}: ${WORDS[status]} for ${duration(now - since)}</h2>
<p class="quiet">${name === url ? '' : `${text(url)}: `}${holds} of ${holds + broken + unreachable} hold${unverified > 0 ? `, ${unverified} not verified` : ''}, checked ${duration(now - lastRun)} ago in ${report.durationMs} ms</p>
${strip(past)}
${list(lines)}
${
  changes.length > 0
    ? `<details><summary>Changes</summary>${list(
        changes.map(({ at, symptom }) => `<time>${new Date(at).toISOString()}</time> ${text(symptom)}`),
      )}</details>`
    : ''
}</article>`;
}

const strip = (past: Past): string => {
  const runs = runsOf(past);
  const blocks = blocksOf(runs).map(
    ({ status, ...place }) =>
      `<rect class="${status}" ${Object.entries(place)
        .map(([name, value]) => `${name}="${value}"`)
        .join(' ')}/>`,
  );
  const words = stripText(runs, (at) => new Date(at).toISOString());
  return `<svg viewBox="0 0 ${STRIP.width} ${STRIP.height}" role="img"><title>Last runs: ${words}</title>${blocks.join('')}</svg>`;
};

const problem = ({ title, message, cause }: Problem): string =>
  `<b>${text(title)}</b><br>${text(message)}${cause ? `<br>Cause: ${text(cause.title)} (${text(cause.id)}). ${text(cause.explanation)}` : ''}`;

const list = (items: readonly string[]): string =>
  items.length > 0 ? `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>` : '';

/** Escapes HTML and replaces control, formatting and surrogate characters, which can hide or reorder text. */
const text = (raw: string): string =>
  raw
    .slice(0, MAX_TEXT)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** `5 s`, `12 min`, `3 h`, `2 d` */
export function duration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 120) return `${seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}
