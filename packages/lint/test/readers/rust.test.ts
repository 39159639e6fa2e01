import { expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy, shownOf } from '../linted.js';

const layer = (chain: string) =>
  linted({
    'src/main.rs': `
      use tower_http::cors::{Any, AllowOrigin, CorsLayer};
      fn app() -> Router {
          let origins = ["https://a.example.com".parse().unwrap(), "https://b.example.com".parse::<HeaderValue>().unwrap()];
          let cors = CorsLayer::new()
              ${chain};
          Router::new().layer(cors)
      }`,
  });

test.each([
  ['an array', '.allow_origin(origins).allow_credentials(true).allow_methods([Method::GET, Method::PUT])'],
  [
    'AllowOrigin::list',
    '.allow_methods(vec![http::Method::PUT]).allow_origin(AllowOrigin::list(origins)).allow_credentials(true)',
  ],
])('origins of tower-http are read: %s', async (_, chain) => {
  const result = await layer(chain);
  expect(hardOf(result)).toEqual([]);
  expect(onlyPolicy(result)).toMatchObject({
    origins: ['https://a.example.com', 'https://b.example.com'],
    credentials: true,
    methods: expect.arrayContaining(['PUT']),
  });
});

test('tower-http panics for credentials with Any', async () => {
  expect(hardOf(await layer('.allow_origin(Any).allow_credentials(true)'))).toEqual(['broken refuses-to-start 5']);
  const headers = await layer('.allow_origin(origins).allow_headers(Any).allow_credentials(true)');
  expect(hardOf(headers)).toHaveLength(1);
  expect(onlyPolicy(headers)).toMatchObject({ origins: [] });
});

test('mirror_request with credentials is insecure', async () => {
  const result = await layer('.allow_origin(AllowOrigin::mirror_request()).allow_credentials(true)');
  expect(hardOf(result)).toEqual(['insecure any-origin-with-credentials 5']);
});

test('a predicate is unknown', async () => {
  const result = await layer(
    '.allow_origin(AllowOrigin::predicate(|origin, _| origin.len() > 3)).allow_credentials(true)',
  );
  expect(onlyPolicy(result)).toBeNull();
  expect(hardOf(result)).toEqual([]);
});

const actix = (chain: string) =>
  linted({
    'src/main.rs': `
      use actix_cors::Cors;
      fn cors() -> Cors {
          Cors::default()
              ${chain}
      }`,
  });

test('origins and headers of actix-cors are read', async () => {
  const result = await actix(
    '.allowed_origin("https://a.example.com").allowed_methods(vec!["GET", "PUT"]).allowed_header(header::CONTENT_TYPE).supports_credentials().max_age(600)',
  );
  expect(shownOf(result)).toEqual([]);
  expect(onlyPolicy(result)).toMatchObject({
    origins: ['https://a.example.com'],
    credentials: true,
    requestHeaders: ['Content-Type'],
    maxAge: 600,
  });
});

test('actix-cors: every origin with credentials is insecure, * as an origin stops the server', async () => {
  expect(hardOf(await actix('.allow_any_origin()\n.supports_credentials()'))).toEqual([
    'insecure any-origin-with-credentials 4',
  ]);
  expect(hardOf(await actix('.allowed_origin("*")'))).toEqual(['broken refuses-to-start 4']);
});
