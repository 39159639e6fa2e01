/** Express 4 and 5, Connect, Restify and others take node:http's middleware as it is: `app.use(cors(policy))`. */
export { cors } from './node.js';
