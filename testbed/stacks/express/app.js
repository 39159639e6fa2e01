import express from 'express';

const app = express();
//@ before every other app.use() and route
app.use('/private', requireToken);
//@ after authentication
app.use(express.json());
app.all('/users', users);
app.all('/private/users', users);
app.all('/moved', (_request, response) => response.redirect(308, '/users'));
app.all('/error', () => {
  throw new Error('on purpose');
});
//@ after the routes

function users(request, response) {
  if (request.method === 'OPTIONS') return response.status(405).end();
  response.set('X-Total-Count', '0');
  //@ in the handler of /users
  response.json([]);
}

function requireToken(request, response, next) {
  if (request.get('Authorization') === 'Bearer secret') next();
  else response.status(401).set('WWW-Authenticate', 'Bearer').json({ error: 'no token' });
}

const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
