/** Pause between two renders: this many milliseconds, or four times the duration of the last render if that is longer. */
const PAUSE_MS = 100;
const SHARE = 4;

/** Returns a function that requests a render. It may be called thousands of times a second. */
export function paced(draw: () => Promise<void>): () => void {
  let isRequested = false;
  let isBusy = false;

  async function run(): Promise<void> {
    isBusy = true;
    while (isRequested) {
      isRequested = false;
      const began = performance.now();
      await draw();
      const pause = Math.max(PAUSE_MS, SHARE * (performance.now() - began));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    isBusy = false;
  }

  return () => {
    isRequested = true;
    if (!isBusy) void run();
  };
}
