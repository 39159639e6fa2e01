from django.http import JsonResponse


class RequireToken:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith('/private/') and request.headers.get('Authorization') != 'Bearer secret':
            response = JsonResponse({'error': 'no token'}, status=401)
            response['WWW-Authenticate'] = 'Bearer'
            return response
        return self.get_response(request)


#@ at the end
