/** A response as one sees it on the wire. */
export interface Sample {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly url?: string;
}

export const to = (location: string, status = 302): Sample => ({ status, headers: { location } });
export const html = (status: number, body: string, headers: Sample['headers'] = {}): Sample => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body,
});
export const text = (status: number, body: string, headers: Sample['headers'] = {}): Sample => ({
  status,
  headers,
  body,
});
export const json = (status: number, value: unknown, headers: Sample['headers'] = {}): Sample => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});
export const center = (status: number, reason: string): Sample =>
  html(
    status,
    `<html>\r\n<head><title>${status} ${reason}</title></head>\r\n<body>\r\n<center><h1>${status} ${reason}</h1></center>\r\n<hr><center>nginx/1.27.1</center>`,
  );
