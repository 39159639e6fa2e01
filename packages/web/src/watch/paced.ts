/** Between two drawings, in milliseconds; or four times what the last one took, where that is longer. */
const PAUSE_MS = 100;
const SHARE = 4;

/** Asks for a drawing, as often as one likes: thousands of endpoints tell thousands of things a second. */
export function paced(draw: () => Promise<void>): () => void {
  let isWanted = false;
  let isBusy = false;

  async function run(): Promise<void> {
    isBusy = true;
    while (isWanted) {
      isWanted = false;
      const began = performance.now();
      await draw();
      const pause = Math.max(PAUSE_MS, SHARE * (performance.now() - began));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    isBusy = false;
  }

  return () => {
    isWanted = true;
    if (!isBusy) void run();
  };
}
