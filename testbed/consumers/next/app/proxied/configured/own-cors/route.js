/** What allows everything, as a route may have it from before. */
const headers = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Expose-Headers': 'X-Own',
};

export const GET = () => Response.json([], { headers });
export const POST = () => new Response(null, { status: 413, headers });
export const PUT = () => new Response(new Blob(['one', 'two']).stream(), { headers });
export const PATCH = () => new Response(null, { status: 500, headers });
export const DELETE = () => new Response(null, { status: 302, headers: { ...headers, Location: '/elsewhere' } });
export const OPTIONS = () =>
  new Response(null, {
    headers: { ...headers, 'Access-Control-Allow-Methods': '*', 'Access-Control-Allow-Headers': '*' },
  });
