# Two stages: what is needed to build is not in the image that runs.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm prune --omit=dev

FROM node:20-bookworm-slim
# Knowledge may come from git repositories.
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates openssh-client && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production PASTEUR_DATA=/data
WORKDIR /app
COPY --from=build --chown=root:root /app/package.json /app/manifest.yml /app/README.md ./
COPY --from=build --chown=root:root /app/node_modules ./node_modules
COPY --from=build --chown=root:root /app/dist ./dist
COPY --from=build --chown=root:root /app/knowledge ./knowledge
RUN mkdir /data && chown node:node /data
# All that is written is in /data: the rest of the file system can be read-only.
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: it would not hand the signal on that ends the process in order.
CMD ["node", "dist/cli/pasteur.js", "start"]
