import { byteLowercase, contains, type HeaderList, pairsOf, recordOf, type WireRequest } from '@corsmith/protocol';

/** The parts of undici's Dispatcher and its handlers that are used here. */
interface Dispatcher {
  readonly isMockActive?: boolean;
  dispatch(options: object, handler: object): boolean;
}

type RawHeaders = readonly (string | Uint8Array)[];

/** What Node's `fetch` adds to a request, as browsers do with their own values. */
const ADDED_AS_BROWSERS_DO = ['accept-encoding', 'accept-language', 'content-length', 'user-agent'];

/** The head of a response as received. */
interface Head {
  readonly status: number;
  readonly headers: HeaderList | undefined;
}

/**
 * Wraps the global dispatcher under Node's `fetch`: it sends exactly the headers of `request`, and `head` returns the response's
 * lines as received, while `Headers` joins those of one name. It returns undefined if a mock replaced `fetch`.
 */
export function observe(request: WireRequest): {
  readonly dispatcher: Dispatcher | undefined;
  readonly head: () => Head | undefined;
} {
  // The oldest Node has no dispatcher before a global of its fetch is used.
  void globalThis.Response;
  let seen: Head | undefined;
  const see = (status: number, flat: RawHeaders | undefined) => {
    seen = {
      status,
      headers:
        flat && pairsOf(flat.map((text) => (typeof text === 'string' ? text : Buffer.from(text).toString('latin1')))),
    };
  };
  const dispatcher: Dispatcher = {
    // Node's fetch passes a mock the whole body, so that it can compare it.
    get isMockActive() {
      return globalDispatcher()?.isMockActive === true;
    },
    dispatch: (options, handler) => {
      const sent = { ...options, headers: sentHeaders(request, recordOf(options).headers) };
      const global = globalDispatcher();
      if (!global) throw new TypeError('There is no dispatcher under fetch any more.');
      return global.dispatch(sent, listening(handler, see));
    },
  };
  return { dispatcher: globalDispatcher() ? dispatcher : undefined, head: () => seen };
}

/** undici 8 and later. */
const isModern = Number.parseInt(process.versions.undici ?? '', 10) >= 8;

/** Where undici, both Node's own and the package, stores the global dispatcher. */
function globalDispatcher(): Dispatcher | undefined {
  const value: unknown = Reflect.get(globalThis, Symbol.for(`undici.globalDispatcher.${isModern ? 2 : 1}`));
  return isDispatcher(value) ? value : undefined;
}

const isDispatcher = (value: unknown): value is Dispatcher =>
  typeof value === 'object' && value !== null && 'dispatch' in value && typeof value.dispatch === 'function';

/** Name, value, name, value…, as undici takes lines that may share a name. */
function sentHeaders(request: WireRequest, fromFetch: unknown): readonly string[] {
  const added = Object.entries(recordOf(fromFetch)).filter(
    ([name]) => ADDED_AS_BROWSERS_DO.includes(byteLowercase(name)) && !contains(request.headers, name),
  );
  return [...request.headers.flat(), ...added.flatMap(([name, value]) => [name, String(value)])];
}

/** Node's `fetch` fails on 407, but accepts unknown statuses. */
const acceptable = (status: unknown): unknown => (status === 407 ? 499 : status);

/** The handler, which also reports the response's head: a newer undici has it in the controller, an older one as an argument. */
function listening(handler: object, see: (status: number, flat: RawHeaders | undefined) => void): object {
  return new Proxy(handler, {
    get(target, key) {
      const member = Reflect.get(target, key, target);
      if (typeof member !== 'function') return member;
      if (key === 'onHeaders')
        return (status: number, raw: RawHeaders, ...rest: readonly unknown[]) => {
          see(status, raw);
          return member.call(target, acceptable(status), raw, ...rest);
        };
      if (key === 'onResponseStart')
        return (controller: { readonly rawHeaders?: RawHeaders }, status: number, ...rest: readonly unknown[]) => {
          see(status, controller.rawHeaders);
          return member.call(target, controller, acceptable(status), ...rest);
        };
      return member.bind(target);
    },
  });
}
