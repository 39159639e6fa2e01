methods = %i[get post put patch delete]

Rails.application.routes.draw do
  match '/users', to: 'users#index', via: methods
  match '/private/users', to: 'users#index', via: methods
  match '/moved', to: 'users#moved', via: :all
  get '/error', to: 'users#error'
end
