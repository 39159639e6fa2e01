export * from './policy-config.js';
