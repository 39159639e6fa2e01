from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse

app = FastAPI()
#@ right after app = FastAPI()


@app.middleware('http')
async def require_token(request: Request, call_next):
    if request.url.path.startswith('/private/') and request.headers.get('Authorization') != 'Bearer secret':
        return JSONResponse({'error': 'no token'}, 401, {'WWW-Authenticate': 'Bearer'})
    return await call_next(request)


#@ after authentication
#@ after app = FastAPI(…) and every other add_middleware()
METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']


@app.api_route('/users', methods=METHODS)
@app.api_route('/private/users', methods=METHODS)
async def users():
    headers = {'X-Total-Count': '0'}
    #@ in the handler of /users
    return JSONResponse([], headers=headers)


@app.api_route('/moved', methods=[*METHODS, 'OPTIONS'])
async def moved():
    return RedirectResponse('/users', 308)


@app.get('/error')
async def error():
    raise RuntimeError('on purpose')

