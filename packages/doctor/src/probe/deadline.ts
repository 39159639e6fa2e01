/** The reason with which a deadline's signal aborts. */
export class TimeLimitReached extends Error {
  override readonly name = 'TimeLimitReached';
}

interface Endable {
  destroy(): void;
}

export interface Deadline {
  /** Set once the time is over. */
  readonly reached: TimeLimitReached | undefined;
  /** Aborts with that, or with the parent's reason as soon as that aborts. Created on first use. */
  readonly signal: AbortSignal;
  /** Destroys this when the time is over, instead of the previous one. Costs less than the signal. */
  ends(what: Endable | undefined): void;
  /** From now on no more than so many milliseconds are left. */
  shorten(ms: number): void;
  stop(): void;
}

/** `AbortSignal.any` with `AbortSignal.timeout` would say the same, but their timers can't be cleared. */
export function startDeadline(timeoutMs: number, parent: AbortSignal): Deadline {
  const end = performance.now() + timeoutMs;
  let endable: Endable | undefined;
  let reached: TimeLimitReached | undefined;
  let controller: AbortController | undefined;
  const reach = () => {
    reached = new TimeLimitReached();
    endable?.destroy();
    controller?.abort(reached);
  };
  const follow = () => controller?.abort(parent.reason);
  let timer = setTimeout(reach, timeoutMs);

  function signal(): AbortSignal {
    if (controller) return controller.signal;
    controller = new AbortController();
    if (reached) controller.abort(reached);
    else if (parent.aborted) follow();
    else parent.addEventListener('abort', follow);
    return controller.signal;
  }

  return {
    get reached() {
      return reached;
    },
    get signal() {
      return signal();
    },
    ends(what) {
      endable = what;
      if (reached) what?.destroy();
    },
    shorten(ms) {
      clearTimeout(timer);
      timer = setTimeout(reach, Math.min(ms, end - performance.now()));
    },
    stop() {
      clearTimeout(timer);
      if (controller) parent.removeEventListener('abort', follow);
    },
  };
}

/** Settles as `work` does, or rejects with the signal's reason as soon as that aborts. */
export function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Settles as `work` does, or rejects with the parent's reason, or with TimeLimitReached after that time. */
export async function within<T>(timeoutMs: number, parent: AbortSignal, work: Promise<T>): Promise<T> {
  const deadline = startDeadline(timeoutMs, parent);
  try {
    return await before(deadline.signal, work);
  } finally {
    deadline.stop();
  }
}
