from flask import Flask, Response, jsonify, redirect, request

app = Flask(__name__)
#@ right after app = Flask(__name__)


@app.before_request
def require_token():
    #@ first in authentication
    if request.path.startswith('/private/') and request.headers.get('Authorization') != 'Bearer secret':
        return Response(status=401, headers={'WWW-Authenticate': 'Bearer'})


METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']


@app.route('/users', methods=METHODS)
@app.route('/private/users', methods=METHODS)
def users():
    response = jsonify([])
    response.headers['X-Total-Count'] = '0'
    #@ in the handler of /users
    return response


@app.route('/moved', methods=[*METHODS, 'OPTIONS'])
def moved():
    return redirect('/users', 308)


@app.route('/error')
def error():
    raise RuntimeError('on purpose')


if __name__ == '__main__':
    app.run(host='127.0.0.1', port=0)
