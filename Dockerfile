# One image for every role: docker run IMAGE dispatcher | executor --site S | git-writer | any other netraven command.
FROM node:24-bookworm-slim AS install
WORKDIR /app
COPY . .
# The image brings Node, and the servers are containers of their own: nothing optional is needed.
RUN npx --yes pnpm@12.4.2 install --frozen-lockfile --prod --no-optional --filter "@netraven/cli..."

FROM node:24-bookworm-slim
# Stock git does the maintenance of the repository.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends git \
  && rm -rf /var/lib/apt/lists/* \
  && install --directory --owner=node --group=node --mode=0700 \
    /var/lib/netraven /var/lib/netraven-configs /var/lib/netraven-operator /var/lib/netraven-settings
COPY --from=install /app /app
RUN ln -s /app/packages/cli/bin/netraven.ts /usr/local/bin/netraven \
  && ln -s /app/packages/cli/bin/netraven-health.ts /usr/local/bin/netraven-health
ENV NODE_ENV=production NETRAVEN_DIR=/var/lib/netraven
USER node
WORKDIR /home/node
ENTRYPOINT ["netraven"]
