export default {
  // As Next's own documentation sets CORS up, for some of the paths that the proxy covers too.
  headers: () => [
    {
      source: '/proxied/configured/:path*',
      headers: [
        { key: 'Access-Control-Allow-Origin', value: '*' },
        { key: 'Access-Control-Allow-Credentials', value: 'true' },
        { key: 'Access-Control-Allow-Methods', value: '*' },
        { key: 'Access-Control-Allow-Headers', value: '*, X-Any' },
      ],
    },
  ],
};
