/** What people call the engines of `--engine`. */
export const ENGINE_ALIASES = { chrome: 'chromium', edge: 'chromium', safari: 'webkit' } as const;
