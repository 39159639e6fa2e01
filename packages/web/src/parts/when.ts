/** A moment as people here write it: of today the time alone. In milliseconds since 1970. */
export function when(at: number, now: Date = new Date()): string {
  const moment = new Date(at);
  return moment.toDateString() === now.toDateString() ? moment.toLocaleTimeString() : moment.toLocaleString();
}
