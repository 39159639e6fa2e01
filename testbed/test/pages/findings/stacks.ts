import { example, express, type FindingExamples, ingress } from './example.js';

const APP = 'https://app.example.com';
const EXPRESS = `const express = require('express');\nconst cors = require('cors');\n\nconst app = express();\n`;
const ASPNET = (middleware: string) =>
  `var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddCors(options =>\n    options.AddPolicy("Pages", policy => policy.WithOrigins("${APP}")));\nvar app = builder.Build();\n${middleware}\napp.MapControllers();\napp.Run();\n`;
const DJANGO = (settings: string) => `MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]\n${settings}\n`;
const RS = (body: string) =>
  `package main\n\nimport (\n\t"net/http"\n\n\t"github.com/rs/cors"\n)\n\nfunc main() {\n${body.replace(/^/gm, '\t')}\n}\n`;
const RACK = (origins: string) =>
  `Rails.application.config.middleware.insert_before 0, Rack::Cors do\n  allow do\n    origins '${origins}'\n    resource '*', methods: [:get], credentials: true\n  end\nend\n`;

export const stackExamples: FindingExamples = {
  'refuses-to-start': [
    example('settings.py', DJANGO(`CORS_ALLOWED_ORIGINS = ["app.example.com"]`), '"app.example.com"', `"${APP}"`),
    example('config/initializers/cors.rb', RACK('*'), "'*'", `'${APP}'`),
  ],
  'policy-not-used': [example('Program.cs', ASPNET(''), '\n\napp.Map', '\napp.UseCors("Pages");\napp.Map')],
  'policy-name-unknown': [example('Program.cs', ASPNET('app.UseCors("App");'), '"App"', '"Pages"')],
  'cors-after-authorization': [
    example(
      'Program.cs',
      ASPNET('app.UseAuthorization();\napp.UseCors("Pages");'),
      'app.UseAuthorization();\napp.UseCors("Pages");',
      'app.UseCors("Pages");\napp.UseAuthorization();',
    ),
  ],
  'cors-not-used': [
    example(
      'main.go',
      RS(
        `router := http.NewServeMux()\nc := cors.New(cors.Options{AllowedOrigins: []string{"${APP}"}})\nhandler := c.Handler(router)\nhttp.ListenAndServe(":80", router)`,
      ),
      'http.ListenAndServe(":80", router)',
      'http.ListenAndServe(":80", handler)',
    ),
  ],
  'static-before-cors': [
    example(
      'server.js',
      `${EXPRESS}app.use(express.static('public'));\napp.use(cors({ origin: '${APP}' }));\n`,
      `app.use(express.static('public'));\napp.use(cors({ origin: '${APP}' }));`,
      `app.use(cors({ origin: '${APP}' }));\napp.use(express.static('public'));`,
    ),
  ],
  'unknown-option': [
    example('server.js', express(`{ origin: '${APP}', allowCredentials: true }`), 'allowCredentials', 'credentials'),
  ],
  'options-not-used': [
    example(
      'server.js',
      `${EXPRESS}const corsOptions = { origin: '${APP}' };\napp.use(cors());\n`,
      'cors()',
      'cors(corsOptions)',
    ),
  ],
  'error-for-other-origins': [
    example(
      'server.js',
      express(
        `{\n  origin: (origin, callback) => {\n    if (origin === '${APP}') callback(null, true);\n    else callback(new Error('Not allowed by CORS'));\n  },\n}`,
      ),
      "callback(new Error('Not allowed by CORS'))",
      'callback(null, false)',
    ),
  ],
  'enable-cors-missing': [
    example(
      'ingress.yaml',
      ingress(`cors-allow-origin: "${APP}"`).replace('    nginx.ingress.kubernetes.io/enable-cors: "true"\n', ''),
      '  annotations:\n',
      '  annotations:\n    nginx.ingress.kubernetes.io/enable-cors: "true"\n',
    ),
  ],
  'if-return-without-headers': [
    example(
      'nginx.conf',
      `server {\n  location / {\n    if ($request_method ~ ^(GET|POST|OPTIONS)$) {\n      add_header Access-Control-Allow-Origin ${APP} always;\n      add_header Access-Control-Allow-Headers Authorization always;\n    }\n    if ($request_method = OPTIONS) {\n      add_header Content-Length 0;\n      return 204;\n    }\n    proxy_pass http://app;\n  }\n}\n`,
      'add_header Content-Length 0;',
      `add_header Access-Control-Allow-Origin ${APP} always;\n      add_header Access-Control-Allow-Headers Authorization always;`,
    ),
  ],
  'unknown-setting': [
    example(
      'settings.py',
      DJANGO(`CORS_ALLOWED_ORIGINS = ["${APP}"]\nCORS_ALLOWED_HEADERS = ["x-request-id"]`),
      'CORS_ALLOWED_HEADERS',
      'CORS_ALLOW_HEADERS',
    ),
  ],
  'cors-last': [
    example(
      'config/initializers/cors.rb',
      `Rails.application.config.middleware.use Rack::Cors do\n  allow do\n    origins '${APP}'\n    resource '*', methods: [:get]\n  end\nend\n`,
      'middleware.use',
      'middleware.insert_before 0,',
    ),
  ],
  'options-as-method': [
    example(
      'cors.json',
      JSON.stringify([{ AllowedOrigins: [APP], AllowedMethods: ['GET', 'OPTIONS'] }], null, 2),
      ',\n      "OPTIONS"',
      '',
    ),
  ],
  'syntax-error': [
    example(
      'vercel.json',
      `{\n  "headers": [\n    {\n      "source": "/api/(.*)"\n      "headers": [{ "key": "Access-Control-Allow-Origin", "value": "${APP}" }]\n    }\n  ]\n}\n`,
      '(.*)"\n',
      '(.*)",\n',
    ),
  ],
};
