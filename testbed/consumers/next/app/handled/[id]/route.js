import { corsRoutes } from '@corsmith/server/next';
import { notFound, redirect } from 'next/navigation';
import { policy } from '../../../policy.js';

const routes = {
  GET: async (_request, { params }) =>
    Response.json(await params, { headers: { 'Access-Control-Allow-Origin': '*', Vary: 'Accept-Language' } }),
  PUT: () => {
    throw new Error('on purpose');
  },
  PATCH: () => notFound(),
  DELETE: () => redirect('/elsewhere'),
  POST: () => new Response(new Blob(['one', 'two']).stream()),
};

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = corsRoutes(policy, routes);
