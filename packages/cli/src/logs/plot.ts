import type { ReportedTimeline } from '@corsmith/monitor/logs';
import { escaped } from './markup.js';

const WIDTH = 900;
/** The height of the time labels. */
const LABELS = 18;
const COLUMNS = 150;

type Part = 'passed' | 'refused' | 'unfollowed' | 'aborted';
type Column = Record<Part, number>;

interface PlotOptions {
  readonly from: string;
  readonly to: string;
  readonly height: number;
  readonly title: string;
}

/** Preflights by time as stacked bars. */
export function timePlot({ width, buckets }: ReportedTimeline, { from, to, height, title }: PlotOptions): string {
  const bucket = width * 1000;
  const start = Math.floor(Date.parse(from) / bucket) * bucket;
  const across = Math.floor((Date.parse(to) - start) / bucket) + 1;
  const perColumn = Math.ceil(across / COLUMNS);
  const columns = Math.ceil(across / perColumn);
  const sums = Array.from({ length: columns }, (): Column => ({ passed: 0, refused: 0, unfollowed: 0, aborted: 0 }));
  for (const { at, preflights, refused, unfollowed, aborted } of buckets) {
    const sum = sums[Math.floor((Date.parse(at) - start) / bucket / perColumn)];
    if (!sum) continue;
    sum.passed += preflights - refused - unfollowed - aborted;
    sum.refused += refused;
    sum.unfollowed += unfollowed;
    sum.aborted += aborted;
  }
  const most = Math.max(1, ...sums.map((sum) => PARTS.reduce((total, part) => total + sum[part], 0)));
  const step = WIDTH / columns;
  const bars = sums.map((sum, i) => {
    const time = new Date(start + i * perColumn * bucket).toISOString().slice(0, 16).replace('T', ' ');
    return columnBars(sum, { x: i * step, width: Math.max(0.5, step - 1), height, most }, time);
  });
  const label = (iso: string) => escaped(iso.slice(0, 16).replace('T', ' '));
  return `<svg viewBox="0 0 ${WIDTH} ${height + LABELS}" role="img" aria-label="${escaped(title)}">
${bars.join('')}
<line class="axis" x1="0" y1="${height}" x2="${WIDTH}" y2="${height}"/><text x="0" y="${height + 13}">${label(from)}</text><text x="${WIDTH}" y="${height + 13}" text-anchor="end">${label(to)}</text><text x="${WIDTH}" y="10" text-anchor="end">${most.toLocaleString('en-US')}</text>
</svg>`;
}

interface Place {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly most: number;
}

/** From the bottom up. */
const PARTS = ['refused', 'unfollowed', 'aborted', 'passed'] as const satisfies readonly Part[];

function columnBars(sum: Column, { x, width, height, most }: Place, time: string): string {
  let y = height;
  const parts = PARTS.filter((part) => sum[part] > 0);
  const rects = parts.map((part) => {
    const tall = (sum[part] / most) * height;
    y -= tall;
    return `<rect class="${part}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${tall.toFixed(1)}"/>`;
  });
  const counts = parts.map((part) => `${sum[part]} ${part}`).join(', ');
  return rects.length === 0 ? '' : `<g><title>${escaped(`${time}: ${counts}`)}</title>${rects.join('')}</g>`;
}
