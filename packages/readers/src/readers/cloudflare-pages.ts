import type { Reader } from '../read/reading.js';

/** Its `_headers` file is Netlify's, whose reader reads it. */
export const cloudflarePages: Reader = {
  id: 'cloudflare-pages',
  layer: 'platform',
  files: /(?:^|\/)wrangler\.(?:toml|jsonc?)$/,
  marks: [/pages_build_output_dir/],
  read: () => ({ policies: [], traps: [] }),
};
