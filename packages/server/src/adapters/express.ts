/** Express 4 and 5, Connect, Restify and others use the middleware of node:http: `app.use(cors(policy))`. */
export { cors } from './node.js';
