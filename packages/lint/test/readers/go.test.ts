import { describe, expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy, shownOf } from '../linted.js';

const program = (imports: string, body: string): string =>
  `package main\n\nimport (\n${imports
    .split(' ')
    .map((one) => `\t"${one}"`)
    .join('\n')}\n)\n\nfunc main() {\n${body}\n}\n`;

const go = (imports: string, body: string) => linted({ 'main.go': program(imports, body) });

const GIN = 'github.com/gin-contrib/cors github.com/gin-gonic/gin time';
const RS = 'net/http github.com/rs/cors github.com/gorilla/mux';

describe('gin-contrib/cors', () => {
  test('a list, its methods and a duration', async () => {
    const result = await go(
      GIN,
      `r := gin.Default()
       r.Use(cors.New(cors.Config{
         AllowOrigins: []string{"https://app.example.com"}, AllowMethods: []string{"GET", "PUT"},
         AllowHeaders: []string{"Content-Type"}, AllowCredentials: true, MaxAge: 12 * time.Hour,
       }))`,
    );
    expect(hardOf(result)).toEqual([]);
    expect(onlyPolicy(result)).toMatchObject({
      origins: ['https://app.example.com'],
      credentials: true,
      methods: ['GET', 'HEAD', 'POST', 'PUT'],
      maxAge: 43_200,
    });
  });
  test('fields that are assigned to DefaultConfig()', async () => {
    const result = await go(
      GIN,
      `config := cors.DefaultConfig()
       config.AllowOrigins = []string{"https://app.example.com"}
       r.Use(cors.New(config))`,
    );
    expect(onlyPolicy(result)).toMatchObject({ origins: ['https://app.example.com'], maxAge: 43_200 });
  });
  test('what New panics at', async () => {
    const panics = async (fields: string) =>
      hardOf(await go(GIN, `r.Use(cors.New(cors.Config{\n${fields}}))`)).map((one) => one.split(' ')[1]);
    expect(await panics('AllowOrigins: []string{"app.example.com"},\n')).toEqual(['refuses-to-start']);
    expect(await panics('AllowMethods: []string{"GET"},\n')).toEqual(['refuses-to-start']);
    expect(await panics('AllowAllOrigins: true, AllowOrigins: []string{"https://a.example"},\n')).toEqual([
      'refuses-to-start',
    ]);
  });
  test('a function that returns true allows everyone', async () => {
    const result = await go(
      GIN,
      'r.Use(cors.New(cors.Config{AllowOriginFunc: func(origin string) bool { return true }, AllowCredentials: true}))',
    );
    expect(hardOf(result)).toEqual(['insecure any-origin-with-credentials 10']);
  });
  test('on a group it never sees a preflight, and routes above it have none', async () => {
    const group = await go(GIN, `r := gin.Default()\napi := r.Group("/api")\napi.Use(cors.Default())`);
    expect(hardOf(group)).toEqual(['broken cors-on-matched-routes-only 12']);
    const late = await go(GIN, `r := gin.Default()\nr.PUT("/a", handler)\nr.Use(cors.Default())`);
    expect(hardOf(late)).toEqual(['broken routes-before-cors 12']);
  });
});

describe('rs/cors', () => {
  test('its defaults allow every origin without credentials', async () => {
    const result = await go(RS, 'http.ListenAndServe(":80", cors.Default().Handler(mux.NewRouter()))');
    expect(onlyPolicy(result)).toMatchObject({ origins: '*', methods: ['GET', 'HEAD', 'POST'] });
    expect(hardOf(result)).toEqual([]);
  });
  test('the router is served in place of the handler', async () => {
    const result = await go(
      RS,
      `router := http.NewServeMux()
       c := cors.New(cors.Options{AllowedOrigins: []string{"https://app.example.com"}})
       handler := c.Handler(router)
       http.ListenAndServe(":80", router)`,
    );
    expect(hardOf(result)).toEqual(['broken cors-not-used 13']);
  });
  test('as middleware of gorilla/mux it needs a route for OPTIONS', async () => {
    const used = (methods: string) =>
      go(RS, `r := mux.NewRouter()\nr.Use(cors.AllowAll().Handler)\nr.HandleFunc("/a", a).Methods(${methods})`);
    expect(hardOf(await used('"PUT"'))).toEqual(['broken cors-on-matched-routes-only 11']);
    expect(shownOf(await used('"PUT", http.MethodOptions'))).toContain('fragile cors-on-matched-routes-only 11');
  });
});

test('gorilla/handlers: options are functions', async () => {
  const result = await go(
    'github.com/gorilla/handlers net/http',
    `headers := handlers.AllowedHeaders([]string{"Content-Type"})
     origins := handlers.AllowedOrigins([]string{"*"})
     http.ListenAndServe(":80", handlers.CORS(headers, origins, handlers.AllowCredentials())(r))`,
  );
  expect(onlyPolicy(result)).toMatchObject({ origins: '*', requestHeaders: ['Content-Type'] });
  expect(hardOf(result)).toEqual(['broken wildcard-with-credentials 10']);
});

test('Echo: the names of methods, and * with credentials', async () => {
  const ECHO = 'github.com/labstack/echo/v4 github.com/labstack/echo/v4/middleware';
  const result = await go(
    ECHO,
    'e.Use(middleware.CORSWithConfig(middleware.CORSConfig{AllowOrigins: []string{"https://*.example.com"}, AllowMethods: []string{echo.GET, echo.PUT}}))',
  );
  expect(onlyPolicy(result)).toMatchObject({
    origins: ['https://*.example.com'],
    methods: ['GET', 'HEAD', 'POST', 'PUT'],
  });
  const echoed = await go(
    ECHO,
    'e.Use(middleware.CORSWithConfig(middleware.CORSConfig{AllowOrigins: []string{"*"}, AllowCredentials: true, UnsafeWildcardOriginWithAllowCredentials: true}))',
  );
  expect(hardOf(echoed)).toEqual(['insecure any-origin-with-credentials 9']);
});

test('Fiber: texts with commas, each at its own place; * with credentials does not start', async () => {
  const FIBER = 'github.com/gofiber/fiber/v2 github.com/gofiber/fiber/v2/middleware/cors';
  const listed = await go(
    FIBER,
    'app.Use(cors.New(cors.Config{AllowOrigins: "https://a.example, https://b.example/"}))',
  );
  expect(onlyPolicy(listed)).toMatchObject({ origins: ['https://a.example', 'https://b.example'] });
  const open = await go(FIBER, 'app.Use(cors.New(cors.Config{AllowCredentials: true}))');
  expect(hardOf(open)).toEqual(['broken refuses-to-start 9']);
});

test('what is not known is said, and the rest is judged', async () => {
  const result = await go(
    'github.com/rs/cors os strings',
    'c := cors.New(cors.Options{AllowedOrigins: append(strings.Split(os.Getenv("ORIGINS"), ","), "https://a.example/")})',
  );
  expect(result.policies[0]?.unknownBecause).toContain('ORIGINS');
  expect(hardOf(result)).toEqual(['broken origin-never-matches 10']);
});
