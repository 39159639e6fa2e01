/** A CommonJS project. Prints what it answers to a page of the policy's origin. */
const { createServer } = require('node:http');
const { createPolicy } = require('@corsmith/server');
const { cors } = require('@corsmith/server/express');
const express = require('express');

const origin = 'https://app.example.com';
const app = express();
app.use(cors(createPolicy({ origins: [origin], credentials: true })));
const server = createServer(app).listen(0, '127.0.0.1', async () => {
  const response = await fetch(`http://127.0.0.1:${server.address().port}/`, { headers: { origin } });
  await response.text();
  console.log(response.headers.get('access-control-allow-origin'));
  server.closeAllConnections();
  server.close();
});
