const script = `
  import { readFileSync } from 'node:fs';
  const kilobytes = () => {
    try { return /^VmHWM:\\s*(\\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]; }
    catch { return process.resourceUsage().maxRSS; }
  };
  process.on('exit', () => process.stderr.write('peak:' + kilobytes()));
`;

/**
 * What a process of Node imports to write `peak:` and the most memory it had, in kilobytes, to its standard error at
 * exit. Linux hands the peak of the process that started it on to `resourceUsage`, so its own is read first.
 */
export const PEAK_MEMORY = `data:text/javascript,${encodeURIComponent(script)}`;

/** That memory in megabytes; NaN without it. */
export const peakMegabytes = (stderr: string): number => Number(/peak:(\d+)$/.exec(stderr)?.[1]) / 1024;
