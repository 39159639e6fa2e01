export const GET = () => Response.json([], { headers: { Vary: 'Accept-Language' } });
