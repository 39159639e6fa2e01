using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (
      name = "main",
      worker = (
        modules = [(name = "index.js", esModule = embed "src/index.js")],
        compatibilityDate = "2026-01-01",
      ),
    ),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
