export * from './error.js';
export * from './exchange.js';
export * from './forbidden.js';
export * from './header-list.js';
export * from './method.js';
export * from './mime-type.js';
export * from './origin.js';
export * from './safelist.js';
