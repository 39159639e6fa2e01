/** The reason with which a deadline's signal aborts. */
export class TimeLimitReached extends Error {
  override readonly name = 'TimeLimitReached';
}

export interface Deadline {
  /** Aborts with `TimeLimitReached` once the time is over, or with the parent's reason as soon as that aborts. */
  readonly signal: AbortSignal;
  /** From now on no more than so many milliseconds are left. */
  shorten(ms: number): void;
  stop(): void;
}

/** `AbortSignal.any` with `AbortSignal.timeout` would say the same, but their timers can't be cleared. */
export function startDeadline(timeoutMs: number, parent: AbortSignal): Deadline {
  const controller = new AbortController();
  const end = performance.now() + timeoutMs;
  const abortAfter = (ms: number) => setTimeout(() => controller.abort(new TimeLimitReached()), ms);
  let timer = abortAfter(timeoutMs);
  const follow = () => controller.abort(parent.reason);
  if (parent.aborted) follow();
  else parent.addEventListener('abort', follow);
  return {
    signal: controller.signal,
    shorten(ms) {
      clearTimeout(timer);
      timer = abortAfter(Math.min(ms, end - performance.now()));
    },
    stop() {
      clearTimeout(timer);
      parent.removeEventListener('abort', follow);
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
