vcl 4.1;
# @ right below vcl 4.1;

backend default {
  .host = "127.0.0.1";
  .port = "{APP_PORT}";
}

sub vcl_recv {
  # @ in vcl_recv
  if (req.http.Content-Length ~ "^[0-9]{6}") {
    return (synth(413));
  }
}
