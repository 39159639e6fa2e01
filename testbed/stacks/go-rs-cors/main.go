package main

import (
	"context"
	"fmt"
	"log"
	"net"
	"net/http"
	//@ among the imports
)

func users(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodOptions {
		http.Error(w, "no such method", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("X-Total-Count", "0")
	//@ in the handler of /users
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprint(w, "[]")
}

func requireToken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer secret" {
			w.Header().Set("WWW-Authenticate", "Bearer")
			http.Error(w, "no token", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/users", users)
	//@ around the private routes {
	private := http.HandlerFunc(users)
	//@ }
	mux.Handle("/private/users", requireToken(private))
	mux.Handle("/moved", http.RedirectHandler("/users", http.StatusPermanentRedirect))
	mux.HandleFunc("/error", func(http.ResponseWriter, *http.Request) { panic("on purpose") })

	server := &http.Server{
		Addr:    "127.0.0.1:0",
		Handler: mux,
		BaseContext: func(listener net.Listener) context.Context {
			fmt.Println("http://" + listener.Addr().String())
			return context.Background()
		},
	}
	//@ right before the server is started
	log.Fatal(server.ListenAndServe())
}
