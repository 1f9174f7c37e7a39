ARG NODE=docker.io/library/node:26-bookworm-slim

FROM ${NODE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY workers workers
COPY src src
COPY config/deploy/prune-modules.mjs ./
RUN npm run build && npm prune --omit=dev --ignore-scripts && node prune-modules.mjs node_modules

FROM ${NODE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Copytaster" \
      org.opencontainers.image.description="Takes the feeds of news agencies, joins repeats and versions, and hands every story on" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="UNLICENSED"
# A Redis of its own, for a container that stands alone; REDIS_URL replaces it. Debian ships the one binary twice.
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends redis-server \
 && (cmp -s /usr/bin/redis-check-aof /usr/bin/redis-check-rdb && ln -sf redis-check-rdb /usr/bin/redis-check-aof || true) \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/* /usr/bin/redis-benchmark
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
COPY config config
COPY config/copytaster.yaml /config/copytaster.yaml
# The data folder of the settings, .data, is the volume; the rest is never written to.
RUN ln -s /data .data && install -d -o node -g node -m 700 /data
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8080 \
    COPYTASTER_CONFIG=/config/copytaster.yaml \
    COPYTASTER_TOKEN_FILE=/data/token.json
USER node
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/workers/copytaster.js"]
CMD ["start"]
