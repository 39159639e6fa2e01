const worker = {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    //@ before the routes
    if (pathname === '/error') throw new Error('on purpose');
    if (pathname === '/moved') return new Response(null, { status: 308, headers: { Location: '/users' } });
    if (pathname === '/private/users' && request.headers.get('Authorization') !== 'Bearer secret')
      return new Response(null, { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } });
    //@ after authentication
    if (pathname !== '/users' && pathname !== '/private/users') return new Response(null, { status: 404 });
    if (request.method === 'OPTIONS') return new Response(null, { status: 405 });
    const response = Response.json([], { headers: { 'X-Total-Count': '0' } });
    //@ in the handler of /users
    return response;
  },
};

//@ instead of export default worker; const worker = { fetch, … } is the previous export {
export default worker;
//@ }
