# One layer on nothing: the binary, the C library it was linked to, and an empty /data.
FROM oven/bun:1.4.5 AS build
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
