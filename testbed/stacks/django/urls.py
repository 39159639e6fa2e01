from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def users(request):
    if request.method == 'OPTIONS':
        return HttpResponseNotAllowed(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    response = JsonResponse([], safe=False)
    response['X-Total-Count'] = '0'
    #@ in the view of /users
    return response


@csrf_exempt
def moved(request):
    response = HttpResponse(status=308)
    response['Location'] = '/users'
    return response


def error(request):
    raise RuntimeError('on purpose')


urlpatterns = [
    path('users', users),
    path('private/users', users),
    path('moved', moved),
    path('error', error),
]
