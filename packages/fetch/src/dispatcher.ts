import { byteLowercase, contains, type HeaderList, type WireRequest } from '@corsmith/protocol';
import { pairs } from './raw-headers.js';

/** As much of undici's Dispatcher and of its handlers as is used here. */
interface Dispatcher {
  readonly isMockActive?: boolean;
  dispatch(options: object, handler: object): boolean;
}

type RawHeaders = readonly (string | Uint8Array)[];

/** What Node's `fetch` adds to a request and a browser adds too, in words of its own. */
const ADDED_AS_BROWSERS_DO = ['accept-encoding', 'accept-language', 'content-length', 'user-agent'];

/** The head of an answer as it came. */
interface Head {
  readonly status: number;
  readonly headers: HeaderList | undefined;
}

/**
 * Stands between Node's `fetch` and the dispatcher that is set for all: what goes out are the headers of `request`, and
 * `head` has the answer's lines as they came, where `Headers` joins those of one name. It has nothing where a mock answered
 * in place of `fetch`.
 */
export function observe(request: WireRequest): {
  readonly dispatcher: Dispatcher | undefined;
  readonly head: () => Head | undefined;
} {
  // The oldest Node has no dispatcher before something of its fetch is looked at.
  void globalThis.Response;
  let seen: Head | undefined;
  const see = (status: number, flat: RawHeaders | undefined) => {
    seen = {
      status,
      headers:
        flat && pairs(flat.map((text) => (typeof text === 'string' ? text : Buffer.from(text).toString('latin1')))),
    };
  };
  const dispatcher: Dispatcher = {
    // Node's fetch hands a mock the body whole, so that it can compare it.
    get isMockActive() {
      return globalDispatcher()?.isMockActive === true;
    },
    dispatch: (options, handler) =>
      globalDispatcher()!.dispatch(
        { ...options, headers: sentHeaders(request, (options as { headers?: object }).headers ?? {}) },
        listening(handler, see),
      ),
  };
  return { dispatcher: globalDispatcher() ? dispatcher : undefined, head: () => seen };
}

/** undici 8 and later. */
const isModern = Number.parseInt(process.versions.undici ?? '', 10) >= 8;

/** Where undici, Node's own and the package alike, keeps the dispatcher for all. */
const globalDispatcher = (): Dispatcher | undefined =>
  (globalThis as { [key: symbol]: unknown })[Symbol.for(`undici.globalDispatcher.${isModern ? 2 : 1}`)] as
    | Dispatcher
    | undefined;

/** Name, value, name, value…, as undici takes lines that may share a name. */
function sentHeaders(request: WireRequest, fromFetch: object): readonly string[] {
  const added = Object.entries(fromFetch as Record<string, string>).filter(
    ([name]) => ADDED_AS_BROWSERS_DO.includes(byteLowercase(name)) && !contains(request.headers, name),
  );
  return [...request.headers, ...added].flat();
}

/** Node's `fetch` makes a failure of 407, and lets pass what it does not know. */
const passable = (status: unknown): unknown => (status === 407 ? 499 : status);

/** The handler, with an ear for the head of the answer: a newer undici has it in the controller, an older as an argument. */
function listening(handler: object, see: (status: number, flat: RawHeaders | undefined) => void): object {
  return new Proxy(handler, {
    get(target, key) {
      const member = Reflect.get(target, key, target);
      if (typeof member !== 'function') return member;
      if (key === 'onHeaders')
        return (status: number, raw: RawHeaders, ...rest: readonly unknown[]) => {
          see(status, raw);
          return member.call(target, passable(status), raw, ...rest);
        };
      if (key === 'onResponseStart')
        return (controller: { readonly rawHeaders?: RawHeaders }, status: number, ...rest: readonly unknown[]) => {
          see(status, controller.rawHeaders);
          return member.call(target, controller, passable(status), ...rest);
        };
      return member.bind(target);
    },
  });
}
