import { example, express, type FindingExamples, fastapi, gin, nginx } from './example.js';

const APP = 'https://app.example.com';
const EXPRESS = `const express = require('express');\nconst cors = require('cors');\n\nconst app = express();\n`;

export const preflightExamples: FindingExamples = {
  'method-never-matches': [
    example('server.js', express(`{ origin: '${APP}', methods: ['GET', 'patch'] }`), "'patch'", "'PATCH'"),
    example('main.py', fastapi(`allow_origins=["${APP}"], allow_methods=["patch"]`), '"patch"', '"PATCH"'),
  ],
  'max-age-capped': [example('server.js', express(`{ origin: '${APP}', maxAge: 604800 }`), '604800', '7200')],
  'wildcard-header-with-credentials': [
    example(
      'server.js',
      express(`{ origin: '${APP}', credentials: true, allowedHeaders: '*' }`),
      "'*'",
      "['Content-Type', 'Authorization']",
    ),
  ],
  'wildcard-without-authorization': [
    example('server.js', express(`{ origin: '${APP}', allowedHeaders: '*' }`), "'*'", "['*', 'Authorization']"),
  ],
  'response-header-as-request-header': [
    example(
      'server.js',
      express(`{ origin: '${APP}', allowedHeaders: ['Content-Type', 'Access-Control-Allow-Origin'] }`),
      ", 'Access-Control-Allow-Origin'",
      '',
    ),
  ],
  'content-type-not-allowed': [
    example(
      'server.js',
      express(`{ origin: '${APP}', methods: ['GET', 'POST'], allowedHeaders: ['Authorization'] }`),
      "['Authorization']",
      "['Authorization', 'Content-Type']",
    ),
  ],
  'routes-before-cors': [
    example(
      'main.go',
      gin('r := gin.Default()\nr.PUT("/users", save)\nr.Use(cors.Default())'),
      'r.PUT("/users", save)\n\tr.Use(cors.Default())',
      'r.Use(cors.Default())\n\tr.PUT("/users", save)',
    ),
  ],
  'cors-on-matched-routes-only': [
    example(
      'main.go',
      gin('r := gin.Default()\napi := r.Group("/api")\napi.Use(cors.Default())'),
      'api := r.Group("/api")\n\tapi.Use(cors.Default())',
      'r.Use(cors.Default())\n\tapi := r.Group("/api")',
    ),
  ],
  'body-parser-before-cors': [
    example(
      'server.js',
      `${EXPRESS}app.use(express.json());\napp.use(cors({ origin: '${APP}' }));\n`,
      `app.use(express.json());\napp.use(cors({ origin: '${APP}' }));`,
      `app.use(cors({ origin: '${APP}' }));\napp.use(express.json());`,
    ),
  ],
  'cors-twice': [
    example(
      'server.js',
      `${EXPRESS}app.use(cors({ origin: '${APP}' }));\napp.use(cors());\n`,
      'app.use(cors());\n',
      '',
    ),
  ],
  'options-path-throws': [
    example(
      'server.js',
      `${EXPRESS}app.options('*', cors({ origin: '${APP}' }));\napp.use(cors({ origin: '${APP}' }));\n`,
      `app.options('*', cors({ origin: '${APP}' }));\n`,
      '',
    ),
  ],
  'add-header-no-always': [
    example('nginx.conf', nginx(`add_header Access-Control-Allow-Origin ${APP};`), `${APP};`, `${APP} always;`),
  ],
  'inherited-headers-lost': [
    example(
      'nginx.conf',
      `server {\n  add_header Access-Control-Allow-Origin ${APP} always;\n  location /api/ {\n    add_header Cache-Control no-store;\n    proxy_pass http://app;\n  }\n}\n`,
      'add_header Cache-Control no-store;',
      `add_header Access-Control-Allow-Origin ${APP} always;\n    add_header Cache-Control no-store;`,
    ),
  ],
  'response-header-set-on-request': [
    example(
      'nginx.conf',
      nginx(`proxy_set_header Access-Control-Allow-Origin ${APP};`),
      `proxy_set_header Access-Control-Allow-Origin ${APP};`,
      `add_header Access-Control-Allow-Origin ${APP} always;`,
    ),
  ],
  'header-no-always': [
    example('.htaccess', `Header set Access-Control-Allow-Origin "${APP}"\n`, 'Header set', 'Header always set'),
  ],
  'middleware-missing': [
    example(
      'settings.py',
      `MIDDLEWARE = [\n    "django.middleware.common.CommonMiddleware",\n]\nCORS_ALLOWED_ORIGINS = ["${APP}"]\n`,
      'MIDDLEWARE = [\n',
      'MIDDLEWARE = [\n    "corsheaders.middleware.CorsMiddleware",\n',
    ),
  ],
  'cors-after-responding-middleware': [
    example(
      'settings.py',
      `MIDDLEWARE = [\n    "django.middleware.common.CommonMiddleware",\n    "corsheaders.middleware.CorsMiddleware",\n]\nCORS_ALLOWED_ORIGINS = ["${APP}"]\n`,
      '    "django.middleware.common.CommonMiddleware",\n    "corsheaders.middleware.CorsMiddleware",\n',
      '    "corsheaders.middleware.CorsMiddleware",\n    "django.middleware.common.CommonMiddleware",\n',
    ),
  ],
  'old-setting-name': [
    example(
      'settings.py',
      `MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]\nCORS_ORIGIN_WHITELIST = ["${APP}"]\n`,
      'CORS_ORIGIN_WHITELIST',
      'CORS_ALLOWED_ORIGINS',
    ),
  ],
};
