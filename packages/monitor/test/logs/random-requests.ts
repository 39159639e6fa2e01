import fc from 'fast-check';
import { NOON, type Request } from './log-lines.js';

/** Requests sorted by time, with few clients and paths, so that some follow their preflights. */
export const randomRequests = fc
  .array(
    fc.record({
      wait: fc.constantFrom(0, 0, 0, 1, 2, 7, 40),
      client: fc.constantFrom('192.0.2.1', '192.0.2.2', '198.51.100.77', '2001:db8::7'),
      method: fc.constantFrom('OPTIONS', 'OPTIONS', 'GET', 'PUT'),
      // Hosts of different lengths shift the method in the line.
      host: fc.constantFrom('api.example.com', 'api.dev'),
      target: fc.constantFrom('/users/1', '/users/2', '/users/2?token=abc', '/', '/a/b'),
      status: fc.constantFrom(200, 204, 204, 301, 401, 404, 405, 499, 502),
      origin: fc.constantFrom('https://app.example.com', 'http://localhost:5173', ''),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((steps): readonly Request[] => {
    let time = NOON;
    return steps.map(({ wait, ...request }) => {
      time += wait;
      return { ...request, time };
    });
  });
