import Fastify from 'fastify';

const app = Fastify();
//@ before every other register(), hook and route
app.addHook('onRequest', async (request, reply) => {
  if (!request.url.startsWith('/private/') || request.headers.authorization === 'Bearer secret') return;
  return reply.code(401).header('WWW-Authenticate', 'Bearer').send({ error: 'no token' });
});
//@ after authentication
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
app.route({ method: methods, url: '/users', handler: users });
app.route({ method: methods, url: '/private/users', handler: users });
app.all('/moved', (_request, reply) => reply.redirect('/users', 308));
app.get('/error', () => {
  throw new Error('on purpose');
});

async function users(_request, reply) {
  reply.header('X-Total-Count', '0');
  //@ in the handler of /users
  return [];
}

console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
