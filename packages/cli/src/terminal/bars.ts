const LEVELS = '▁▂▃▄▅▆▇█';

/** Numbers as a line of bars, a column each; nothing where a number is 0. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(...values, 1);
  return values.map((value) => (value === 0 ? ' ' : LEVELS[Math.ceil((value / most) * LEVELS.length) - 1])).join('');
}

/** A bar of so many columns at most. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const rest = eighths % 8;
  return '█'.repeat(Math.floor(eighths / 8)) + (rest === 0 ? '' : ' ▏▎▍▌▋▊▉'[rest]);
}

/** Buckets of time spread over so many columns that go from `from` to `to`. Milliseconds. */
export function columnsOf(
  buckets: readonly { readonly at: number; readonly value: number }[],
  {
    width,
    from,
    to,
    columns,
  }: { readonly width: number; readonly from: number; readonly to: number; readonly columns: number },
): readonly number[] {
  const sums = new Array<number>(columns).fill(0);
  const perColumn = Math.max(1, to - from) / columns;
  for (const { at, value } of buckets) {
    const [begin, end] = [Math.max(at, from), Math.min(at + width, to)];
    for (let column = Math.floor((begin - from) / perColumn); column < columns; column++) {
      const left = from + column * perColumn;
      if (left >= end) break;
      const covered = Math.min(end, left + perColumn) - Math.max(begin, left);
      sums[column] = (sums[column] ?? 0) + (value * covered) / Math.max(1, end - begin);
    }
  }
  return sums;
}
