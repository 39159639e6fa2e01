import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
//@ before every other app.use() and route
app.use('/private/*', async (context, next) => {
  if (context.req.header('Authorization') === 'Bearer secret') return next();
  return context.json({ error: 'no token' }, 401, { 'WWW-Authenticate': 'Bearer' });
});
//@ after authentication
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
app.on(methods, ['/users', '/private/users'], (context) => {
  context.header('X-Total-Count', '0');
  //@ in the handler of /users
  return context.json([]);
});
app.all('/moved', (context) => context.redirect('/users', 308));
app.get('/error', () => {
  throw new Error('on purpose');
});
//@ after the routes

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => console.log(`http://127.0.0.1:${port}`));
