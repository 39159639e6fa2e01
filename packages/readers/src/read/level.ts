/**
 * `broken`: a request that the configuration means to allow fails in some browser. `insecure`: it allows whom it should
 * not. `fragile`: it breaks with an error, a cache or another origin. `no-effect`: it does nothing.
 */
export type Level = 'broken' | 'insecure' | 'fragile' | 'no-effect';
