import { H3, redirect, serve } from 'h3';

const app = new H3({ silent: true });
//@ before every other app.use() and route
app.use('/private/**', (event) => {
  if (event.req.headers.get('Authorization') === 'Bearer secret') return;
  return Response.json({ error: 'no token' }, { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } });
});
//@ after authentication
for (const method of ['get', 'post', 'put', 'patch', 'delete']) {
  app[method]('/users', users);
  app[method]('/private/users', users);
}
app.all('/moved', () => redirect('/users', 308));
app.get('/error', () => {
  throw new Error('on purpose');
});

function users(event) {
  event.res.headers.set('X-Total-Count', '0');
  //@ in the handler of /users
  return [];
}

const server = serve(app, { hostname: '127.0.0.1', port: 0, silent: true });
await server.ready();
console.log(server.url);
