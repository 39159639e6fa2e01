require 'logger'
require 'rails'
require 'action_controller/railtie'
require 'rack/cors'

class RequireToken
  def initialize(app)
    @app = app
  end

  def call(env)
    allowed = !env['PATH_INFO'].start_with?('/private/') || env['HTTP_AUTHORIZATION'] == 'Bearer secret'
    allowed ? @app.call(env) : [401, { 'WWW-Authenticate' => 'Bearer' }, []]
  end
end

class UsersController < ActionController::API
  #@ in the controller
  def index
    response.set_header('X-Total-Count', '0')
    #@ in the action of /users
    render json: []
  end

  def moved
    redirect_to '/users', status: 308
  end

  def error
    raise 'on purpose'
  end
end

class Application < Rails::Application
  config.root = File.dirname(__dir__)
  config.eager_load = false
  config.consider_all_requests_local = false
  config.secret_key_base = 'for tests only'
  config.logger = Logger.new(nil)
  config.hosts.clear
  config.middleware.use RequireToken
  #@ in the configuration of the application
end
