import 'reflect-metadata';
import { All, Controller, Get, Header, Module, Redirect } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';

@Controller()
class Users {
  @All(['users', 'private/users'])
  @Header('X-Total-Count', '0')
  users() {
    return [];
  }

  @All('moved')
  @Redirect('/users', 308)
  moved() {}

  @Get('error')
  error() {
    throw new Error('on purpose');
  }
}

@Module({ controllers: [Users] })
class App {}

function requireToken(request: Request, response: Response, next: NextFunction) {
  if (request.get('Authorization') === 'Bearer secret') next();
  else response.status(401).set('WWW-Authenticate', 'Bearer').json({ error: 'no token' });
}

const app = await NestFactory.create<NestExpressApplication>(App, { logger: false });
//@ right after NestFactory.create(), before every app.use()
app.use('/private', requireToken);
//@ after authentication
await app.listen(0, '127.0.0.1');
console.log(await app.getUrl());
