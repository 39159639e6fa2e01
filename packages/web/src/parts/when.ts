/** A time in the user's locale, without the date if it is today. Takes milliseconds since 1970. */
export function when(at: number, now: Date = new Date()): string {
  const moment = new Date(at);
  return moment.toDateString() === now.toDateString() ? moment.toLocaleTimeString() : moment.toLocaleString();
}
