import type { SourceFile } from '@corsmith/readers';
import type { Recipe, StackId } from '@corsmith/stacks';

/**
 * A recipe as files that the stack would take: each part in the smallest whole that it belongs into, as a person would paste
 * it. What readers make of it is what the recipe says.
 */
export function writtenFiles({ stack, files }: Recipe): readonly SourceFile[] {
  const parts = new Map<string, string[]>();
  for (const { path, code } of files) parts.set(path, [...(parts.get(path) ?? []), code]);
  const whole = WHOLES[stack];
  if (whole) return Object.entries(whole([...parts.values()].flat())).map(([path, text]) => ({ path, text }));
  return [...parts].map(([path, codes]) => ({ path, text: `${codes.join('\n\n')}\n` }));
}

type Whole = (parts: readonly string[]) => Readonly<Record<string, string>>;

const WHOLES: Readonly<Partial<Record<StackId, Whole>>> = {
  nginx: ([maps = '', server = '']) => ({
    'nginx.conf': `http {\n${maps}\nserver {\n${server}\nlocation / { proxy_pass http://app; }\n}\n}\n`,
  }),
  apache: ([host = '']) => ({
    'sites-enabled/default.conf': `<VirtualHost *:80>\n${host}\nProxyPass / http://app/\n</VirtualHost>\n`,
  }),
  caddy: ([site = '', proxy = '']) => ({
    Caddyfile: `api.example {\n${site}\nreverse_proxy app:80 {\n${proxy}\n}\n}\n`,
  }),
  haproxy: ([frontend = '']) => ({
    'haproxy.cfg': `frontend api\n  bind :80\n${indented(frontend, 2)}\n  default_backend app\nbackend app\n  server one app:80\n`,
  }),
  'gateway-api': ([filter = '']) => ({
    'httproute.yaml': [
      'apiVersion: gateway.networking.k8s.io/v1',
      'kind: HTTPRoute',
      'metadata:',
      '  name: api',
      'spec:',
      '  rules:',
      '    - filters:',
      indented(filter, 8),
      '      backendRefs:',
      '        - name: app',
      '          port: 80',
      '',
    ].join('\n'),
  }),
  'ingress-nginx': ([annotations = '']) => ({
    'ingress.yaml': [
      'apiVersion: networking.k8s.io/v1',
      'kind: Ingress',
      'metadata:',
      '  name: api',
      '  annotations:',
      indented(annotations, 4),
      'spec:',
      '  ingressClassName: nginx',
      '',
    ].join('\n'),
  }),
  envoy: ([, host = '']) => ({
    'envoy.yaml': [
      'static_resources:',
      '  listeners:',
      '    - filter_chains:',
      '        - filters:',
      '            - name: envoy.filters.network.http_connection_manager',
      '              typed_config:',
      '                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
      '                http_filters:',
      '                  - name: envoy.filters.http.cors',
      '                    typed_config:',
      '                      "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors',
      '                  - name: envoy.filters.http.router',
      '                    typed_config:',
      '                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router',
      '                route_config:',
      '                  virtual_hosts:',
      '                    - name: api',
      '                      domains: ["*"]',
      '                      routes:',
      '                        - match: { prefix: "/" }',
      '                          route: { cluster: app }',
      indented(host, 22),
      '',
    ].join('\n'),
  }),
  'aws-cloudfront': ([resource = '']) => ({ 'template.yaml': cloudFormation(resource) }),
  'aws-api-gateway-http': ([cors = '']) => ({
    'template.yaml': cloudFormation(`Api:\n  Type: AWS::ApiGatewayV2::Api\n  Properties:\n${indented(cors, 4)}`),
  }),
  'aws-lambda-url': ([cors = '']) => ({
    'template.yaml': cloudFormation(`Url:\n  Type: AWS::Lambda::Url\n  Properties:\n${indented(cors, 4)}`),
  }),
  kong: ([plugin = '']) => ({
    'kong.yml': `_format_version: "3.0"\nservices:\n  - name: api\n    url: http://app\n    plugins:\n${indented(plugin, 6)}\n`,
  }),
  traefik: ([middleware = '']) => ({ 'dynamic/cors.yml': `${middleware}\n` }),
  django: ([middleware = '', app = '', settings = '']) => ({
    'settings.py': `INSTALLED_APPS = [\n${app}\n]\nMIDDLEWARE = [\n${middleware}\n]\n${settings}\n`,
  }),
  fastapi: ([code = '']) => ({ 'main.py': `from fastapi import FastAPI\n\napp = FastAPI()\n\n${code}\n` }),
  starlette: ([code = '']) => ({
    'main.py': `from starlette.applications import Starlette\n\napp = Starlette()\n\n${code}\n`,
  }),
  flask: ([code = '']) => ({ 'app.py': `from flask import Flask\n\napp = Flask(__name__)\n\n${code}\n` }),
  spring: ([, source = '']) => ({
    'SecurityConfig.java': springClass(source),
    'pom.xml': '<project><artifactId>spring-boot-starter-web</artifactId></project>',
  }),
  'aspnet-core': ([services = '', app = '']) => ({
    'Program.cs': `var builder = WebApplication.CreateBuilder(args);\n${services}\nvar app = builder.Build();\n${app}\napp.Run();\n`,
  }),
  'go-rs-cors': ([imports = '', code = '']) => ({
    'main.go': `package main\n\nimport (\n${imports}\n)\n\nfunc main() {\n${code}\n}\n`,
  }),
  nestjs: ([code = '']) => ({
    'src/main.ts': `import { NestFactory } from '@nestjs/core';\n\nconst app = await NestFactory.create(AppModule);\n${code}\nawait app.listen(3000);\n`,
  }),
  express: app("import express from 'express';", 'const app = express();'),
  fastify: app("import Fastify from 'fastify';", 'const app = Fastify();'),
  koa: app("import Koa from 'koa';", 'const app = new Koa();'),
  hono: app("import { Hono } from 'hono';", 'const app = new Hono();'),
};

function app(imports: string, created: string): Whole {
  return ([code = '']) => ({ 'app.js': `${imports}\n${code.replace(/\n\n/, `\n\n${created}\n`)}\n` });
}

const indented = (text: string, columns: number): string => text.replace(/^(?=.)/gm, ' '.repeat(columns));

const cloudFormation = (resource: string): string =>
  `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${indented(resource, 2)}\n`;

function springClass(source: string): string {
  const at = source.indexOf('@Bean');
  return `${source.slice(0, at)}\n@Configuration\nclass SecurityConfig {\n${source.slice(at)}\n}\n`;
}
