import Router from '@koa/router';
import Koa from 'koa';

const app = new Koa({ silent: true });
//@ before every other app.use()
app.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/private/') || ctx.get('Authorization') === 'Bearer secret') return next();
  ctx.set('WWW-Authenticate', 'Bearer');
  ctx.throw(401);
});
//@ after authentication
const router = new Router();
router.register('/users', ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], users);
router.register('/private/users', ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], users);
router.all('/moved', (ctx) => {
  ctx.status = 308;
  ctx.set('Location', '/users');
});
router.get('/error', () => {
  throw new Error('on purpose');
});
app.use(router.routes());
//@ after the router

function users(ctx) {
  ctx.set('X-Total-Count', '0');
  //@ in the handler of /users
  ctx.body = [];
}

const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
