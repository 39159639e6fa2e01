import { NextResponse } from 'next/server';

function users(request) {
  if (request.headers.get('Authorization') !== 'Bearer secret')
    return NextResponse.json({ error: 'no token' }, { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } });
  return NextResponse.json([], { headers: { 'X-Total-Count': '0' } });
}

export { users as DELETE, users as GET, users as OPTIONS, users as PATCH, users as POST, users as PUT };
