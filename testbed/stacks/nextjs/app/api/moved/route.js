function moved() {
  return new Response(null, { status: 308, headers: { Location: '/api/users' } });
}

export { moved as DELETE, moved as GET, moved as OPTIONS, moved as PATCH, moved as POST, moved as PUT };
