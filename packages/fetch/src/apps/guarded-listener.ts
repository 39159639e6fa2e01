import type { RequestListener } from 'node:http';

/** How a listener failed, by the socket of its connection: the request ends with it instead of waiting for ever. */
const failures = new WeakMap<object, unknown>();

export const failureOf = (socket: object): unknown => failures.get(socket);

/**
 * A listener whose errors end the request. One that returns a Response is a Fetch handler, which would never respond
 * through node:http.
 */
export const guarded =
  (listener: RequestListener): RequestListener =>
  (request, response) => {
    const fail = (error: unknown) => {
      failures.set(request.socket, error);
      request.socket.destroy();
    };
    try {
      const returned: unknown = listener(request, response);
      Promise.resolve(returned).then((value) => {
        if (isResponse(value)) fail(new TypeError(FETCH_HANDLER));
      }, fail);
    } catch (error) {
      fail(error);
    }
  };

const isResponse = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'headers' in value && 'status' in value && 'arrayBuffer' in value;

const FETCH_HANDLER =
  'A function of two parameters counts as a listener of node:http, but this one returned a Response. Pass a function of one parameter: (request) => handler(request, { params }).';
