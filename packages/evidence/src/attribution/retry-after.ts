/** How long a client shall wait, in words: `Retry-After` is seconds or a date. */
export function retryAfter(value: string): string | undefined {
  const text = value.trim();
  if (/^\d{1,9}$/.test(text)) return `${Number(text)} s`;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : new Date(date).toUTCString();
}
