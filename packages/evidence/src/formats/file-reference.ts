import { printable } from '../printable.js';

/** A path, most often below the working folder, as a relative URI reference. */
export const fileReference = (path: string): string =>
  encodeURI(printable(path).replaceAll('\\', '/').replace(/^\.\//, '')).replace(/[#?[\]]/g, encodeURIComponent);
