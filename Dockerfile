# docker build --tag corsmith .
# docker run --rm corsmith check https://api.example.com/users --origin https://app.example.com
FROM node:24-slim AS build
WORKDIR /src
COPY . .
RUN mkdir /out && npm ci && npm pack --workspace=packages/cli --pack-destination=/out

FROM node:24-slim
COPY --from=build /out/ /tmp/corsmith/
RUN npm install --global --no-audit --no-fund /tmp/corsmith/*.tgz && npm cache clean --force && rm -r /tmp/corsmith
USER node
# Mount files here: docker run --rm --volume "$PWD:/work" corsmith test cors.yaml
WORKDIR /work
ENTRYPOINT ["corsmith"]
CMD ["--help"]
