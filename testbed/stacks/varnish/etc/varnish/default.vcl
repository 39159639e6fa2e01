vcl 4.1;
# @ right below vcl 4.1;

backend default {
  .host = "127.0.0.1";
  .port = "{APP_PORT}";
}

backend down {
  .host = "127.0.0.1";
  .port = "1";
}

sub vcl_recv {
  if (req.url ~ "^/down") {
    set req.backend_hint = down;
  }
  if (req.http.Content-Length ~ "^[0-9]{6}") {
    return (synth(413));
  }
}
