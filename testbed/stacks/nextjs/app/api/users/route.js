import { NextResponse } from 'next/server';

function users() {
  const response = NextResponse.json([], { headers: { 'X-Total-Count': '0' } });
  //@ in the handler of /users
  return response;
}

export { users as DELETE, users as GET, users as PATCH, users as POST, users as PUT };
//@ after the handlers
