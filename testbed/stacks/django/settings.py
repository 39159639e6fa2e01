SECRET_KEY = 'for tests only'
ALLOWED_HOSTS = ['127.0.0.1', 'localhost']
ROOT_URLCONF = 'urls'
INSTALLED_APPS = [
    #@ in INSTALLED_APPS
]
MIDDLEWARE = [
    #@ first in MIDDLEWARE
    'middleware.RequireToken',
    'django.middleware.common.CommonMiddleware',
    #@ last in MIDDLEWARE
]
LOGGING_CONFIG = None
#@ at the end
