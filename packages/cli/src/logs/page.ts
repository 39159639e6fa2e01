import { createHash } from 'node:crypto';
import { LONGEST_LINE, type Ranking } from '@corsmith/monitor/logs';
import { shellCommand } from '../terminal/shell.js';
import { type CommandedReport, checkOf } from './check-command.js';
import { DISORDER, excludedNotes, isAllExcluded } from './excluded.js';
import { escaped } from './markup.js';
import { timePlot } from './plot.js';

/** No scripts and no external resources, since clients choose what is in a log. */
const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1c1e21, #e8e6e3); --soft: light-dark(#6b7280, #9ca3af); --line: light-dark(#e5e7eb, #374151); --bad: light-dark(#c2410c, #fb923c); --good: light-dark(#94a3b8, #475569); --odd: light-dark(#a16207, #facc15); --gone: light-dark(#7c3aed, #a78bfa); }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: light-dark(#fff, #16181c); max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2.5rem; } .soft { color: var(--soft); } .bad { color: var(--bad); }
section { border: 1px solid var(--line); border-radius: 8px; padding: .5rem 1rem 1rem; margin: 1rem 0; }
h3 { font-size: 1rem; overflow-wrap: anywhere; margin: .5rem 0; } pre { overflow-x: auto; background: light-dark(#f3f4f6, #23262b); padding: .75rem; border-radius: 6px; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; } .n { text-align: right; white-space: nowrap; }
svg { width: 100%; height: auto; display: block; } .passed { fill: var(--good); } .refused { fill: var(--bad); } .unfollowed { fill: var(--odd); } .aborted { fill: var(--gone); } text { fill: var(--soft); font-size: 11px; } .axis { stroke: var(--line); }
`;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The report as a single HTML file. */
export function reportPage(report: CommandedReport): string {
  const { total, from, to, findings, timeline } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Preflights: ${number(total.refused)} of ${number(total.preflights)} refused</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${headline(report)}</h1>
<p class="soft">${number(report.lines.read)} lines${from && to ? ` from ${moment(from)} to ${moment(to)} UTC` : ''}</p>
<ul>${[...notes(report)].map((note) => `<li>${note}</li>`).join('')}</ul>
${from && to ? timePlot(timeline, { from, to, height: 160, title: 'Preflights by time' }) : ''}
<p class="soft"><svg viewBox="0 0 600 14" role="img" aria-label="Legend">${legend()}</svg></p>
<h2>Problems</h2>
${findings.length === 0 ? '<p>None in these logs.</p>' : findings.map((finding) => findingSection(finding, report)).join('\n')}
${table('Status', { missed: 0, items: report.statuses.map(({ status, ...counts }) => ({ name: String(status), ...counts })) })}
${report.hosts.items.some(({ name }) => name !== '') ? table('Host', report.hosts) : ''}
${table('Path', report.paths)}
${report.originsFrom === 'not logged' ? '' : table(report.originsFrom === 'Origin' ? 'Origin' : 'Origin (from Referer)', report.origins)}
</body>
</html>
`;
}

const number = (value: number): string => value.toLocaleString('en-US');
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const moment = (iso: string): string => escaped(iso.slice(0, 19).replace('T', ' '));

function headline(report: CommandedReport): string {
  const { total } = report;
  if (isAllExcluded(report)) return '<span class="bad">No preflight in these logs matches the filters</span>';
  if (total.preflights === 0) return 'No preflight in these logs';
  return total.refused === 0
    ? `${number(total.preflights)} preflights, none refused`
    : `<span class="bad">${number(total.refused)} of ${number(total.preflights)} preflights refused</span> (${percent(total.refusedShare)})`;
}

function* notes(report: CommandedReport): Generator<string> {
  const { logs, problems, lines, total, window, otherOptions, disordered } = report;
  for (const { path, title, certainty } of logs)
    yield `${escaped(path)}: ${escaped(title)}${certainty === 'unsure' ? ' <span class="bad">(unsure)</span>' : ''}`;
  for (const { path, message } of problems) yield `<span class="bad">${escaped(path)}: ${escaped(message)}</span>`;
  if (lines.unreadable > 0) yield `<span class="bad">${number(lines.unreadable)} lines in another format</span>`;
  if (lines.tooLong > 0)
    yield `<span class="bad">${number(lines.tooLong)} lines longer than ${LONGEST_LINE >> 10} KiB</span>`;
  if (total.unfollowed > 0)
    yield `${number(total.unfollowed)} passed, but the request did not follow within ${window} s`;
  if (total.undecided > 0)
    yield `${number(total.undecided)} passed, but the log does not show whether the request followed`;
  if (total.aborted > 0) yield `${number(total.aborted)} closed by the client before the response`;
  if (total.preflights === 0) for (const note of excludedNotes(report)) yield escaped(note);
  if (disordered > 0) yield `<span class="bad">${DISORDER}</span>`;
  if (otherOptions > 0) yield `${number(otherOptions)} OPTIONS requests that are not preflights`;
}

const legend = (): string =>
  (['passed', 'refused', 'unfollowed', 'aborted'] as const)
    .map(
      (name, i) =>
        `<rect class="${name}" x="${i * 110}" y="2" width="10" height="10"/><text x="${i * 110 + 16}" y="11">${name}</text>`,
    )
    .join('');

function findingSection(finding: CommandedReport['findings'][number], { from, to }: CommandedReport): string {
  const { kind, host, path, statuses, counts, cause, others, fix, origins, began, last, timeline, isAssumed } = finding;
  const what = kind === 'unfollowed' ? 'OPTIONS passed, but no request followed' : `OPTIONS → ${statuses.join(', ')}`;
  const pages = origins.items.filter(({ name }) => name !== '').slice(0, 5);
  return `<section>
<h3><span class="bad">${number(counts[kind])}×</span> ${escaped(`${host}${path}`)} <span class="soft">${escaped(what)}</span></h3>
${from && to ? timePlot(timeline, { from, to, height: 60, title: 'By time' }) : ''}
<p>${began === '' ? '' : `Since ${moment(began)} UTC, last at ${moment(last)}. `}Likely: <strong>${escaped(cause.title)}</strong> <span class="soft">(${escaped([cause, ...others].map(({ id }) => id).join(', or '))})</span></p>
${pages.length > 0 ? `<p>Origins: ${pages.map(({ name, preflights }) => `${escaped(name)} (${number(preflights)})`).join(', ')}</p>` : ''}
${fix === undefined ? '' : `<p>${escaped(fix)}</p>`}
<pre>${escaped(shellCommand(checkOf(finding), 90).join('\n'))}</pre>
${isAssumed ? '<p class="soft">The log has neither the method nor the headers, so a POST with JSON is assumed.</p>' : ''}
</section>`;
}

function table(title: string, { items, missed }: Ranking): string {
  const most = Math.max(1, ...items.map(({ preflights }) => preflights));
  const rows = items.slice(0, 50).map(({ name, preflights, refused, unfollowed }) => {
    const [all, bad] = [preflights, refused].map((value) => ((value / most) * 100).toFixed(1));
    return `<tr><td>${name === '' ? '<span class="soft">unknown</span>' : escaped(name)}</td><td class="n">${missed > 0 ? '≥ ' : ''}${number(preflights)}</td><td class="n">${percent(refused / preflights)}</td><td class="n">${number(unfollowed)}</td><td><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="passed" width="${all}" height="6"/><rect class="refused" width="${bad}" height="6"/></svg></td></tr>`;
  });
  if (rows.length === 0) return '';
  return `<h2>${escaped(title)}</h2>
<table><thead><tr><th>${escaped(title.replace(/ \(.*/s, ''))}</th><th class="n">preflights</th><th class="n">refused</th><th class="n">unfollowed</th><th></th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`;
}
