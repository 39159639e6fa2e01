from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route
#@ among the imports


class RequireToken:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        secret = (b'authorization', b'Bearer secret')
        if scope['type'] == 'http' and scope['path'].startswith('/private/') and secret not in scope['headers']:
            response = JSONResponse({'error': 'no token'}, 401, {'WWW-Authenticate': 'Bearer'})
            return await response(scope, receive, send)
        return await self.app(scope, receive, send)


async def users(request):
    headers = {'X-Total-Count': '0'}
    #@ in the handler of /users
    return JSONResponse([], headers=headers)


async def moved(request):
    return RedirectResponse('/users', 308)


async def error(request):
    raise RuntimeError('on purpose')


METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
app = Starlette(
    routes=[
        Route('/users', users, methods=METHODS),
        Route('/private/users', users, methods=METHODS),
        Route('/moved', moved, methods=[*METHODS, 'OPTIONS']),
        Route('/error', error),
    ],
    middleware=[
        #@ first in the list of middleware
        Middleware(RequireToken),
        #@ in the list of middleware, behind authentication
    ],
)
#@ after app = Starlette(…) and every other add_middleware()
