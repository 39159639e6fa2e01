import { createServer } from 'node:http';

//@ among the imports

function handler(request, response) {
  try {
    route(request, response);
  } catch {
    response.writeHead(500).end();
  }
}

function route(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  //@ before the routes
  if (pathname === '/error') throw new Error('on purpose');
  if (pathname === '/moved') return response.writeHead(308, { Location: '/users' }).end();
  if (pathname === '/private/users' && request.headers.authorization !== 'Bearer secret')
    return response.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end();
  //@ after authentication
  if (pathname !== '/users' && pathname !== '/private/users') return response.writeHead(404).end();
  if (request.method === 'OPTIONS') return response.writeHead(405, { Allow: 'GET, POST, PUT, PATCH, DELETE' }).end();
  //@ in the handler of /users
  response.writeHead(200, { 'Content-Type': 'application/json', 'X-Total-Count': '0' }).end('[]');
}

//@ in place of createServer(handler) {
const server = createServer(handler);
//@ }
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
