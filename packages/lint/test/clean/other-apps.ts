/** Applications of other languages whose configuration is right. */
export const otherApps: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'FastAPI with settings': {
    'app/main.py': `
      from fastapi import FastAPI
      from fastapi.middleware.cors import CORSMiddleware
      from fastapi.middleware.gzip import GZipMiddleware

      from .routers import items, users

      app = FastAPI(title="Shop")
      app.add_middleware(GZipMiddleware, minimum_size=1000)
      app.add_middleware(
          CORSMiddleware,
          allow_origins=["https://app.example.com", "http://localhost:5173"],
          allow_credentials=True,
          allow_methods=["GET", "POST", "PUT", "DELETE"],
          allow_headers=["Authorization", "Content-Type"],
          expose_headers=["X-Total-Count"],
          max_age=600,
      )
      app.include_router(items.router)
      app.include_router(users.router)
    `,
  },
  'FastAPI for everyone, without cookies': {
    'main.py': `
      from fastapi import FastAPI
      from fastapi.middleware.cors import CORSMiddleware

      app = FastAPI()
      app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])


      @app.get("/prices")
      async def prices() -> list[dict]:
          return []
    `,
  },
  'FastAPI with a pattern of tenants': {
    'main.py': `
      from fastapi import FastAPI
      from fastapi.middleware.cors import CORSMiddleware

      app = FastAPI()
      app.add_middleware(
          CORSMiddleware,
          allow_origin_regex=r"https://[a-z0-9-]+\\.example\\.com",
          allow_methods=["*"],
          allow_headers=["*"],
      )
    `,
  },
  'Starlette with a list of middleware': {
    'app.py': `
      from starlette.applications import Starlette
      from starlette.middleware import Middleware
      from starlette.middleware.cors import CORSMiddleware

      middleware = [
          Middleware(CORSMiddleware, allow_origins=["https://app.example.com"], allow_methods=["GET", "POST", "PUT"]),
      ]
      app = Starlette(debug=False, middleware=middleware)
    `,
  },
  'Flask with resources': {
    'app.py': `
      from flask import Flask, jsonify
      from flask_cors import CORS

      app = Flask(__name__)
      CORS(
          app,
          resources={r"/api/*": {"origins": ["https://app.example.com", "http://localhost:3000"]}},
          supports_credentials=True,
          max_age=600,
      )


      @app.route("/api/users", methods=["GET", "POST"])
      def users():
          return jsonify([])
    `,
  },
  'Flask for everyone': {
    'app.py': `
      from flask import Flask
      from flask_cors import CORS

      app = Flask(__name__)
      CORS(app)
    `,
  },
  'Django with its settings': {
    'shop/settings.py': `
      INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "corsheaders", "orders"]
      MIDDLEWARE = [
          "django.middleware.security.SecurityMiddleware",
          "corsheaders.middleware.CorsMiddleware",
          "django.contrib.sessions.middleware.SessionMiddleware",
          "django.middleware.common.CommonMiddleware",
          "django.middleware.csrf.CsrfViewMiddleware",
      ]
      CORS_ALLOWED_ORIGINS = ["https://app.example.com", "https://admin.example.com"]
      CORS_ALLOW_CREDENTIALS = True
      CSRF_TRUSTED_ORIGINS = ["https://app.example.com", "https://admin.example.com"]
    `,
  },
  'Django with a pattern and its end': {
    'config/settings/base.py': `
      from corsheaders.defaults import default_headers

      INSTALLED_APPS = ["corsheaders"]
      MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", "django.middleware.common.CommonMiddleware"]
      CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://\\w+\\.example\\.com$"]
      CORS_ALLOW_HEADERS = [*default_headers, "x-tenant"]
    `,
  },
  'Rails for two hosts': {
    'config/initializers/cors.rb': `
      Rails.application.config.middleware.insert_before 0, Rack::Cors do
        allow do
          origins 'https://app.example.com', 'http://localhost:3001'
          resource '/api/*',
            headers: :any,
            methods: [:get, :post, :put, :patch, :delete, :options, :head],
            credentials: true,
            max_age: 600
        end
      end
    `,
  },
  'Laravel with paths': {
    'config/cors.php': `
      <?php

      return [
          'paths' => ['api/*', 'sanctum/csrf-cookie'],
          'allowed_methods' => ['*'],
          'allowed_origins' => ['https://app.example.com'],
          'allowed_origins_patterns' => [],
          'allowed_headers' => ['*'],
          'exposed_headers' => [],
          'max_age' => 600,
          'supports_credentials' => true,
      ];
    `,
  },
  'Spring with a registry': {
    'src/main/java/com/example/WebConfig.java': `
      package com.example;

      import org.springframework.context.annotation.Configuration;
      import org.springframework.web.servlet.config.annotation.CorsRegistry;
      import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

      @Configuration
      public class WebConfig implements WebMvcConfigurer {
        @Override
        public void addCorsMappings(CorsRegistry registry) {
          registry.addMapping("/api/**")
              .allowedOrigins("https://app.example.com", "http://localhost:4200")
              .allowedMethods("GET", "POST", "PUT", "DELETE")
              .allowedHeaders("*")
              .allowCredentials(true)
              .maxAge(600);
        }
      }
    `,
  },
  'Spring Security with a source': {
    'src/main/java/com/example/SecurityConfig.java': `
      package com.example;

      @Configuration
      @EnableWebSecurity
      class SecurityConfig {
        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
          return http
              .cors(Customizer.withDefaults())
              .csrf(csrf -> csrf.disable())
              .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
              .build();
        }

        @Bean
        CorsConfigurationSource corsConfigurationSource() {
          CorsConfiguration configuration = new CorsConfiguration();
          configuration.setAllowedOrigins(List.of("https://app.example.com"));
          configuration.setAllowedMethods(List.of("GET", "POST", "PUT", "DELETE"));
          configuration.setAllowedHeaders(List.of("Authorization", "Content-Type"));
          configuration.setAllowCredentials(true);
          UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
          source.registerCorsConfiguration("/**", configuration);
          return source;
        }
      }
    `,
  },
  'Quarkus by properties': {
    'src/main/resources/application.properties': `
      quarkus.http.port=8080
      quarkus.http.cors.enabled=true
      quarkus.http.cors.origins=https://app.example.com,https://admin.example.com
      quarkus.http.cors.methods=GET,POST,PUT,DELETE
      quarkus.http.cors.headers=content-type,authorization
      quarkus.http.cors.access-control-allow-credentials=true
    `,
  },
  'ASP.NET Core with a named policy': {
    'Program.cs': `
      var builder = WebApplication.CreateBuilder(args);
      builder.Services.AddControllers();
      builder.Services.AddCors(options =>
      {
          options.AddPolicy("pages", policy => policy
              .WithOrigins("https://app.example.com", "http://localhost:5173")
              .AllowAnyHeader()
              .AllowAnyMethod()
              .AllowCredentials());
      });

      var app = builder.Build();
      app.UseRouting();
      app.UseCors("pages");
      app.UseAuthentication();
      app.UseAuthorization();
      app.MapControllers();
      app.Run();
    `,
  },
  'gin with a list': {
    'main.go': `
      package main

      import (
      	"time"

      	"github.com/gin-contrib/cors"
      	"github.com/gin-gonic/gin"
      )

      func main() {
      	r := gin.Default()
      	r.Use(cors.New(cors.Config{
      		AllowOrigins:     []string{"https://app.example.com"},
      		AllowMethods:     []string{"GET", "POST", "PUT", "DELETE"},
      		AllowHeaders:     []string{"Origin", "Content-Type", "Authorization"},
      		AllowCredentials: true,
      		MaxAge:           10 * time.Minute,
      	}))
      	r.GET("/users", func(c *gin.Context) { c.JSON(200, []string{}) })
      	r.Run()
      }
    `,
  },
  'rs/cors around a mux': {
    'cmd/api/main.go': `
      package main

      import (
      	"log"
      	"net/http"

      	"github.com/rs/cors"
      )

      func main() {
      	mux := http.NewServeMux()
      	mux.HandleFunc("/v1/items", items)
      	handler := cors.New(cors.Options{
      		AllowedOrigins:   []string{"https://app.example.com", "https://*.preview.example.com"},
      		AllowedMethods:   []string{http.MethodGet, http.MethodPost, http.MethodPut},
      		AllowedHeaders:   []string{"Content-Type", "Authorization"},
      		AllowCredentials: true,
      	}).Handler(mux)
      	log.Fatal(http.ListenAndServe(":8080", handler))
      }
    `,
  },
  'Axum with tower-http': {
    'src/main.rs': `
      use axum::{http::{header, HeaderValue, Method}, routing::get, Router};
      use tower_http::cors::CorsLayer;

      #[tokio::main]
      async fn main() {
          let cors = CorsLayer::new()
              .allow_origin("https://app.example.com".parse::<HeaderValue>().unwrap())
              .allow_methods([Method::GET, Method::POST, Method::PUT])
              .allow_headers([header::CONTENT_TYPE, header::AUTHORIZATION])
              .allow_credentials(true);
          let app = Router::new().route("/users", get(users)).layer(cors);
          let listener = tokio::net::TcpListener::bind("0.0.0.0:3000").await.unwrap();
          axum::serve(listener, app).await.unwrap();
      }
    `,
  },
  'Phoenix with Corsica': {
    'lib/shop_web/endpoint.ex': `
      defmodule ShopWeb.Endpoint do
        use Phoenix.Endpoint, otp_app: :shop

        plug Plug.RequestId
        plug Corsica,
          origins: ["https://app.example.com", ~r{^https://[a-z]+\\.example\\.org$}],
          allow_methods: ["GET", "POST", "PUT"],
          allow_headers: ["content-type", "authorization"],
          allow_credentials: true
        plug ShopWeb.Router
      end
    `,
  },
};
