/** Configurations of proxies, gateways and platforms that are right. */
export const proxiesAndPlatforms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'nginx with a map': {
    'nginx.conf': `
      worker_processes auto;
      events { worker_connections 1024; }
      http {
        map $http_origin $allowed_origin {
          default "";
          "https://app.example.com" $http_origin;
          "~^https://[a-z0-9-]+\\.preview\\.example\\.com$" $http_origin;
        }
        server {
          listen 443 ssl;
          server_name api.example.com;
          ssl_certificate /etc/ssl/api.pem;
          ssl_certificate_key /etc/ssl/api.key;
          location / {
            if ($request_method = OPTIONS) {
              add_header Access-Control-Allow-Origin $allowed_origin always;
              add_header Access-Control-Allow-Credentials true always;
              add_header Access-Control-Allow-Methods "GET, POST, PUT, DELETE" always;
              add_header Access-Control-Allow-Headers "Content-Type, Authorization" always;
              add_header Access-Control-Max-Age 600 always;
              add_header Vary Origin always;
              return 204;
            }
            add_header Access-Control-Allow-Origin $allowed_origin always;
            add_header Access-Control-Allow-Credentials true always;
            add_header Vary Origin always;
            proxy_pass http://127.0.0.1:3000;
          }
        }
      }
    `,
  },
  'nginx for fonts': {
    'conf.d/static.conf': `
      server {
        listen 80;
        server_name static.example.com;
        root /srv/static;
        location ~* \\.(?:woff2?|ttf|otf)$ {
          add_header Access-Control-Allow-Origin "*" always;
          expires 1y;
        }
      }
    `,
  },
  'nginx that leaves it to the app': {
    'sites-enabled/api': `
      upstream app { server 127.0.0.1:3000; }
      server {
        listen 443 ssl http2;
        server_name api.example.com;
        add_header Strict-Transport-Security "max-age=31536000" always;
        location / {
          proxy_set_header Host $host;
          proxy_set_header X-Forwarded-Proto $scheme;
          proxy_pass http://app;
        }
      }
    `,
  },
  'Apache with SetEnvIf': {
    'conf/api.conf': `
      <VirtualHost *:443>
        ServerName api.example.com
        SetEnvIf Origin "^https://(?:app|admin)\\.example\\.com$" ALLOWED=$0
        Header always set Access-Control-Allow-Origin "%{ALLOWED}e" env=ALLOWED
        Header always set Access-Control-Allow-Credentials "true" env=ALLOWED
        Header always set Access-Control-Allow-Methods "GET, POST, PUT" env=ALLOWED
        Header always set Access-Control-Allow-Headers "Content-Type" env=ALLOWED
        Header always merge Vary "Origin"
        RewriteEngine On
        RewriteCond %{REQUEST_METHOD} OPTIONS
        RewriteRule ^ - [R=204,L]
        ProxyPass / http://127.0.0.1:3000/
      </VirtualHost>
    `,
  },
  'a .htaccess for fonts': {
    '.htaccess': `
      <FilesMatch "\\.(?:woff2?|ttf)$">
        Header set Access-Control-Allow-Origin "*"
      </FilesMatch>
    `,
  },
  'Caddy for one page': {
    Caddyfile: `
      api.example.com {
        @preflight method OPTIONS
        header {
          Access-Control-Allow-Origin https://app.example.com
          Access-Control-Allow-Methods "GET, POST, PUT"
          Access-Control-Allow-Headers "Content-Type, Authorization"
          Vary Origin
          defer
        }
        handle @preflight {
          respond 204
        }
        handle {
          reverse_proxy localhost:3000
        }
      }
    `,
  },
  'Traefik by labels': {
    'docker-compose.yml': `
      services:
        api:
          image: registry.example.com/api:1.4
          labels:
            traefik.enable: "true"
            traefik.http.routers.api.rule: Host(\`api.example.com\`)
            traefik.http.routers.api.middlewares: cors
            traefik.http.middlewares.cors.headers.accesscontrolalloworiginlist: https://app.example.com,https://admin.example.com
            traefik.http.middlewares.cors.headers.accesscontrolallowmethods: GET,POST,PUT,OPTIONS
            traefik.http.middlewares.cors.headers.accesscontrolallowheaders: Content-Type,Authorization
            traefik.http.middlewares.cors.headers.addvaryheader: "true"
    `,
  },
  'ingress-nginx for one page': {
    'k8s/ingress.yaml': `
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: api
        annotations:
          nginx.ingress.kubernetes.io/enable-cors: "true"
          nginx.ingress.kubernetes.io/cors-allow-origin: "https://app.example.com"
          nginx.ingress.kubernetes.io/cors-allow-methods: "GET, POST, PUT, OPTIONS"
          nginx.ingress.kubernetes.io/cors-allow-credentials: "true"
      spec:
        ingressClassName: nginx
        rules:
          - host: api.example.com
            http:
              paths:
                - { path: /, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }
    `,
  },
  'Istio with exact origins': {
    'istio/api.yaml': `
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: { name: api }
      spec:
        hosts: [api.example.com]
        gateways: [public]
        http:
          - corsPolicy:
              allowOrigins:
                - exact: https://app.example.com
              allowMethods: [GET, POST, PUT]
              allowHeaders: [content-type, authorization]
              allowCredentials: true
              maxAge: 10m
            route:
              - destination: { host: api }
    `,
  },
  'Kong with a list': {
    'kong.yml': `
      _format_version: "3.0"
      services:
        - name: api
          url: http://api:3000
          routes:
            - { name: api, paths: [/] }
          plugins:
            - name: cors
              config:
                origins: [https://app.example.com]
                methods: [GET, POST, PUT, DELETE]
                headers: [Content-Type, Authorization]
                credentials: true
                max_age: 600
    `,
  },
  'S3 for uploads': {
    'cors.json': `
      {
        "CORSRules": [
          {
            "AllowedOrigins": ["https://app.example.com"],
            "AllowedMethods": ["GET", "PUT", "POST"],
            "AllowedHeaders": ["*"],
            "ExposeHeaders": ["ETag"],
            "MaxAgeSeconds": 3000
          }
        ]
      }
    `,
  },
  'Terraform, a bucket and an HTTP API': {
    'main.tf': `
      resource "aws_s3_bucket_cors_configuration" "uploads" {
        bucket = aws_s3_bucket.uploads.id
        cors_rule {
          allowed_origins = ["https://app.example.com"]
          allowed_methods = ["GET", "PUT"]
          allowed_headers = ["*"]
          expose_headers  = ["ETag"]
          max_age_seconds = 3000
        }
      }

      resource "aws_apigatewayv2_api" "api" {
        name          = "api"
        protocol_type = "HTTP"
        cors_configuration {
          allow_origins     = ["https://app.example.com", "http://localhost:5173"]
          allow_methods     = ["GET", "POST", "PUT", "DELETE"]
          allow_headers     = ["content-type", "authorization"]
          allow_credentials = true
          max_age           = 600
        }
      }
    `,
  },
  'SAM with a list': {
    'template.yaml': `
      AWSTemplateFormatVersion: '2010-09-09'
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Api:
          Type: AWS::Serverless::HttpApi
          Properties:
            CorsConfiguration:
              AllowOrigins: [https://app.example.com]
              AllowMethods: [GET, POST, PUT]
              AllowHeaders: [content-type, authorization]
              AllowCredentials: true
    `,
  },
  'serverless.yml with a list': {
    'serverless.yml': `
      service: shop
      provider:
        name: aws
        runtime: nodejs22.x
        httpApi:
          cors:
            allowedOrigins: [https://app.example.com]
            allowedMethods: [GET, POST, PUT]
            allowedHeaders: [Content-Type, Authorization]
            allowCredentials: true
      functions:
        items:
          handler: src/items.handler
          events: [{ httpApi: 'GET /items' }]
    `,
  },
  'Vercel for one page': {
    'vercel.json': `
      {
        "headers": [
          {
            "source": "/api/(.*)",
            "headers": [
              { "key": "Access-Control-Allow-Origin", "value": "https://app.example.com" },
              { "key": "Access-Control-Allow-Methods", "value": "GET, POST, PUT" },
              { "key": "Access-Control-Allow-Headers", "value": "Content-Type" },
              { "key": "Vary", "value": "Origin" }
            ]
          }
        ]
      }
    `,
  },
  'Netlify for assets': {
    'netlify.toml': `
      [build]
        publish = "dist"

      [[headers]]
        for = "/fonts/*"
        [headers.values]
          Access-Control-Allow-Origin = "*"
    `,
  },
  'Cloudflare Pages for fonts': {
    'public/_headers': `
      /fonts/*
        Access-Control-Allow-Origin: *
        Cache-Control: public, max-age=31536000
    `,
  },
  'Firebase Hosting for one page': {
    'firebase.json': `
      {
        "hosting": {
          "public": "dist",
          "headers": [
            {
              "source": "/data/**",
              "headers": [{ "key": "Access-Control-Allow-Origin", "value": "https://app.example.com" }]
            }
          ]
        }
      }
    `,
  },
  'HAProxy with a list': {
    'haproxy.cfg': `
      frontend api
        bind :443 ssl crt /etc/ssl/api.pem
        http-request set-var(txn.origin) req.hdr(origin)
        acl allowed var(txn.origin) -m str https://app.example.com https://admin.example.com
        http-request return status 204 if METH_OPTIONS
        http-after-response set-header Access-Control-Allow-Origin "%[var(txn.origin)]" if allowed
        http-after-response set-header Access-Control-Allow-Methods "GET, POST, PUT" if allowed
        http-after-response set-header Access-Control-Allow-Headers "Content-Type" if allowed
        http-after-response set-header Vary Origin
        default_backend app

      backend app
        server one 127.0.0.1:3000
    `,
  },
  'a proxy and an app that shares the work': {
    'nginx/default.conf': `
      server {
        listen 80;
        location / { proxy_pass http://app:3000; }
      }
    `,
    'src/app.js': `
      const cors = require('cors');
      const app = require('express')();
      app.use(cors({ origin: 'https://app.example.com', credentials: true }));
      app.listen(3000);
    `,
  },
};
