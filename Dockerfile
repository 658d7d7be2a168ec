# Two stages: what is needed to build is not in the image that runs.
FROM node:20-bookworm-slim AS build
WORKDIR /app
# Before the sources: a changed page or source installs nothing anew.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# Declarations and source maps are half of what is installed, and nothing reads them at run time.
RUN npm run build && npm prune --omit=dev --ignore-scripts \
  && find node_modules dist -type f -regex '.*\.\(map\|[cm]?ts\)' -delete

FROM node:20-bookworm-slim
# Knowledge may come from git repositories.
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates openssh-client && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json /app/manifest.yml /app/README.md ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/knowledge ./knowledge
# All that is written is in /data: the rest of the file system can be read-only. It is a link and no setting, for a .env
# with an empty PASTEUR_DATA would undo a setting.
RUN mkdir /data && chown node:node /data && ln -s /data data && ln -s /app/dist/cli/pasteur.js /usr/local/bin/pasteur
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PASTEUR_SERVICE_PORT || process.env.PORT || 3000) + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: it would not hand the signal on that ends the process in order.
CMD ["node", "dist/cli/pasteur.js", "start"]
