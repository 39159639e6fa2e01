const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

/** A day of nginx: since a deployment at 14:20 the preflights of orders are refused, and one page never gets further. */
export function accessLog(): string {
  const midnight = Date.UTC(2026, 2, 2) / 1000;
  const lines: string[] = [];
  const add = (time: number, client: string, request: string, status: number, page: string) => {
    const clock = new Date((midnight + time) * 1000).toISOString().slice(11, 19);
    lines.push(
      `${client} - - [02/Mar/2026:${clock} +0000] "${request} HTTP/2.0" ${status} 0 "https://${page}/" "${AGENT}"\n`,
    );
  };
  for (let minute = 360; minute < 1320; minute += 2) {
    const client = `192.0.2.${minute % 200}`;
    const order = `/orders/${minute * 7}`;
    const time = minute * 60;
    if (minute < 860) {
      add(time, client, `OPTIONS ${order}`, 204, 'shop.example.com');
      add(time + 1, client, `PUT ${order}`, 200, 'shop.example.com');
    } else add(time, client, `OPTIONS ${order}`, 404, 'shop.example.com');
    if (minute % 30 === 0) add(time + 20, '198.51.100.7', 'OPTIONS /stock', 204, 'partner.example.net');
    add(time + 30, client, 'GET /stock', 200, 'shop.example.com');
  }
  return lines.join('');
}
