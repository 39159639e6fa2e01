/** The lines of a block that may be of its format: where each begins, and the result of its glance. */
export interface SeenLines {
  starts: Int32Array;
  glances: Int32Array;
  count: number;
  /** Lines that are not of the format. */
  unreadable: number;
}

/** Enough for a block of lines of usual length. */
const USUAL_LINES = 1 << 12;

export const seenLines = (): SeenLines => ({
  starts: new Int32Array(USUAL_LINES),
  glances: new Int32Array(USUAL_LINES),
  count: 0,
  unreadable: 0,
});

export function note(seen: SeenLines, start: number, glance: number): void {
  if (seen.count === seen.starts.length) lengthen(seen);
  seen.starts[seen.count] = start;
  seen.glances[seen.count] = glance;
  seen.count++;
}

function lengthen(seen: SeenLines): void {
  const { starts, glances } = seen;
  seen.starts = new Int32Array(starts.length * 4);
  seen.starts.set(starts);
  seen.glances = new Int32Array(glances.length * 4);
  seen.glances.set(glances);
}

/** A pool of `SeenLines`. */
export interface SpareLines {
  readonly take: () => SeenLines;
  readonly giveBack: (seen: SeenLines) => void;
}

export function spareLines(): SpareLines {
  const spare: SeenLines[] = [];
  return {
    take: () => spare.pop() ?? seenLines(),
    giveBack(seen) {
      if (seen.starts.length > USUAL_LINES || spare.length >= 16) return;
      seen.count = 0;
      seen.unreadable = 0;
      spare.push(seen);
    },
  };
}
