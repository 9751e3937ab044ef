# One layer on nothing: the binary, the C library it was linked to, and an empty /data.
# Node 24 on Debian 12, for every architecture; Bun comes from its package, whose checksum npm compares.
FROM node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d AS build
RUN npm install --global bun@1.4.5
WORKDIR /app
COPY package.json bun.lock bunfig.toml tsconfig.json ./
RUN bun install --frozen-lockfile
COPY build build
COPY sql sql
COPY src src
COPY views views
RUN bun run build
# ldd names the C library and its loader by their full paths, on every architecture.
RUN mkdir -p /image/tmp /image/etc /empty \
  && chmod 1777 /image/tmp \
  && cp dist/todochat /image/todochat \
  && ldd dist/todochat | grep -o '/[^ ]*' | xargs -I{} cp --dereference --parents {} /image \
  && echo 'todochat:x:65532:65532:TodoChat:/data:/sbin/nologin' > /image/etc/passwd

FROM scratch
COPY --from=build /image /
COPY --from=build --chown=65532:65532 /empty /data
ENV HOST=0.0.0.0 PORT=8000 DATA_DIR=/data NODE_ENV=production
USER 65532:65532
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
# The embedded database makes its data directory on the very first start: seconds, not more.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["/todochat", "healthcheck"]
ENTRYPOINT ["/todochat"]
CMD ["serve"]
