/** Domains with all hosts below them that are the same for everybody: documentation, packages, interfaces of products. */
// biome-ignore format: a list of names reads best packed
const PUBLIC_DOMAINS = new Set([
  // standards, encyclopaedias, questions and answers
  'w3.org', 'ietf.org', 'rfc-editor.org', 'iana.org', 'whatwg.org', 'json-schema.org', 'schema.org', 'xmlsoap.org', 'openid.net', 'oauth.net', 'wikipedia.org', 'stackoverflow.com', 'stackexchange.com', 'serverfault.com', 'superuser.com', 'mozilla.org', 'mdn.dev',
  // code and packages
  'github.com', 'githubusercontent.com', 'gitlab.com', 'bitbucket.org', 'npmjs.com', 'npmjs.org', 'yarnpkg.com', 'nodejs.org', 'nodesource.com', 'pypi.org', 'pythonhosted.org', 'python.org', 'golang.org', 'go.dev', 'gopkg.in', 'rust-lang.org', 'crates.io', 'docs.rs', 'rubygems.org', 'ruby-lang.org', 'packagist.org', 'getcomposer.org', 'php.net', 'maven.org', 'sonatype.org', 'gradle.org', 'nuget.org', 'debian.org', 'ubuntu.com', 'launchpad.net', 'centos.org', 'fedoraproject.org', 'alpinelinux.org', 'archlinux.org', 'kernel.org', 'gnu.org', 'freedesktop.org', 'jsdelivr.net', 'unpkg.com', 'cloudflare.com', 'deno.land', 'jsr.io', 'readthedocs.io', 'readthedocs.org',
  // containers and Kubernetes, whose API groups look like hosts
  'docker.com', 'docker.io', 'quay.io', 'ghcr.io', 'gcr.io', 'mcr.microsoft.com', 'kubernetes.io', 'k8s.io', 'x-k8s.io', 'helm.sh', 'istio.io', 'cert-manager.io', 'coreos.com', 'traefik.io', 'containo.us', 'knative.dev', 'crossplane.io', 'fluxcd.io', 'keda.sh', 'karpenter.sh', 'argoproj.io', 'cilium.io', 'projectcalico.org', 'strimzi.io', 'longhorn.io', 'openshift.io', 'openshift.com', 'velero.io', 'external-secrets.io', 'rancher.io', 'rancher.com', 'cattle.io', 'cncf.io', 'containerd.io', 'etcd.io', 'opencontainers.org', 'linkerd.io', 'envoyproxy.io', 'grpc.io', 'opentelemetry.io', 'jaegertracing.io', 'fluentd.org', 'fluentbit.io',
  // products and their documentation
  'nginx.org', 'nginx.com', 'haproxy.org', 'apache.org', 'postgresql.org', 'mysql.com', 'mariadb.com', 'mariadb.org', 'sqlite.org', 'redis.io', 'mongodb.com', 'mongodb.org', 'rabbitmq.com', 'elastic.co', 'prometheus.io', 'jenkins.io', 'hashicorp.com', 'terraform.io', 'vaultproject.io', 'ansible.com', 'spring.io', 'springframework.org', 'hibernate.org', 'oracle.com', 'java.com', 'openjdk.org', 'eclipse.org', 'jetbrains.com', 'kotlinlang.org', 'scala-lang.org', 'reactjs.org', 'react.dev', 'nextjs.org', 'vuejs.org', 'angular.io', 'angular.dev', 'svelte.dev', 'vitejs.dev', 'webpack.js.org', 'eslint.org', 'typescriptlang.org', 'prisma.io', 'djangoproject.com', 'palletsprojects.com', 'sqlalchemy.org', 'sqlalche.me', 'pydantic.dev', 'celeryproject.org', 'graphql.org', 'swagger.io', 'letsencrypt.org', 'openssl.org', 'curl.se', 'git-scm.com', 'gnupg.org', 'socket.io', 'brew.sh', 'redhat.com', 'suse.com', 'man7.org', 'statuspage.io', 'pasteur.dev',
  // interfaces of services, the same host for every customer
  'openai.com', 'anthropic.com', 'googleapis.com', 'google.com', 'gstatic.com', 'firebase.google.com', 'microsoft.com', 'aka.ms', 'visualstudio.com', 'microsoftonline.com', 'graph.facebook.com', 'facebook.com', 'twitter.com', 'x.com', 'telegram.org', 'discord.com', 'discordapp.com', 'stripe.com', 'paypal.com', 'twilio.com', 'sendgrid.com', 'mailgun.net', 'pagerduty.com', 'opsgenie.com', 'huggingface.co', 'mistral.ai', 'groq.com', 'cohere.com', 'cohere.ai', 'deepseek.com', 'openrouter.ai', 'ollama.com', 'youtube.com', 'apple.com', 'spotify.com', 'bing.com', 'linkedin.com', 'reddit.com', 'digitalocean.com', 'hetzner.com',
]);

/** Hosts whose siblings belong to customers. */
// biome-ignore format: a list of names reads best packed
const PUBLIC_HOSTS = new Set([
  'slack.com', 'www.slack.com', 'api.slack.com', 'hooks.slack.com', 'files.slack.com', 'docs.slack.dev', 'wss-primary.slack.com', 'slack.dev', 'aws.amazon.com', 'docs.aws.amazon.com', 'console.aws.amazon.com', 'amazonaws.com', 's3.amazonaws.com', 'sts.amazonaws.com', 'iam.amazonaws.com', 'signin.aws.amazon.com', 'amazon.com', 'azure.com', 'management.azure.com', 'portal.azure.com', 'login.windows.net', 'core.windows.net', 'grafana.com', 'sentry.io', 'docs.sentry.io', 'datadoghq.com', 'api.datadoghq.com', 'docs.datadoghq.com', 'newrelic.com', 'docs.newrelic.com', 'atlassian.com', 'support.atlassian.com', 'id.atlassian.com', 'heroku.com', 'devcenter.heroku.com', 'api.heroku.com', 'vercel.com', 'netlify.com', 'supabase.com', 'cloud.google.com', 'metadata.google.internal', 'host.docker.internal', 'gateway.docker.internal', 'kubernetes.docker.internal', 'kubernetes.default', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local', 'cluster.local', 'svc.cluster.local', 'localhost.localdomain', 'ip6-localhost', 'ip6-loopback', 'instance-data',
]);

/** Regional addresses of Amazon's services: `sqs.eu-west-1.amazonaws.com`, `s3.eu-west-1.amazonaws.com`. */
const AMAZON_SERVICE =
  /^(?:[a-z][a-z0-9]{1,20}\.){1,2}(?:[a-z]{2}(?:-gov|-iso\w?)?-[a-z]+-\d\.)?amazonaws\.com(?:\.cn)?$/;
/** Addresses below Amazon's that name what a customer made. */
const AMAZON_TENANTS =
  /(?:^|\.)(?:rds|elb|cache|es|ecr|execute-api|redshift|compute|docdb|neptune|kafka|efs|elasticbeanstalk|cloudfront|mq|vpce|on)\./;

/** Hosts that every machine and every sample set-up has. */
// biome-ignore format: a list of names reads best packed
const COMMON_NAMES = new Set([
  'localhost', '_', '*', 'unix', 'none', 'null', 'unknown', 'self', 'all', 'any', 'default', 'host', 'hostname', 'server', 'servers', 'client', 'node', 'nodes', 'db', 'database', 'redis', 'postgres', 'postgresql', 'pg', 'mysql', 'mariadb', 'mongo', 'mongodb', 'rabbitmq', 'kafka', 'zookeeper', 'etcd', 'elasticsearch', 'kibana', 'memcached', 'nginx', 'apache', 'haproxy', 'envoy', 'traefik', 'prometheus', 'grafana', 'alertmanager', 'loki', 'minio', 'vault', 'consul', 'nats', 'backend', 'frontend', 'upstream', 'app', 'api', 'web', 'www', 'service', 'worker', 'proxy', 'gateway', 'ollama', 'kubernetes', 'docker', 'kubelet', 'minikube', 'docker-desktop', 'registry', 'mailhog', 'jaeger', 'zipkin', 'otel-collector', 'php', 'php-fpm', 'fpm', 'python', 'java', 'sqlite', 'memory', 'true', 'false', 'error', 'failed', 'closed', 'up', 'down', 'ok', 'primary', 'secondary', 'replica', 'master', 'slave', 'leader', 'follower', 'broker', 'pipe', 'socket', 'tcp', 'udp', 'http', 'https', 'invalid', 'name', 'address', 'port', 'not', 'no', 'is', 'was', 'and', 'or', 'for', 'in', 'on', 'at', 'to', 'by', 'with', 'from', 'the', 'a', 'this', 'that', 'your', 'my', 'which', 'string', 'undefined', 'remote', 'local', 'internal', 'external', 'closed.', 'has', 'does', 'did', 'failure', 'connection', 'timeout', 'header', 'headers', 'key', 'side', 'found', 'resolution', 'lookup', 'group', 'pool', 'groups', 'pools', 'pressure', 'selector', 'affinity', 'status', 'is:', 'exporter', 'metrics', 'version', 'config', 'error:', 'responded', 'returned', 'closed:', 'rejected', 'unreachable', 'unavailable',
]);

/** Whether a host is known to everybody, so that its name gives nothing away and tells which product it is. */
export function isPublicHost(name: string): boolean {
  const host = name.toLowerCase().replace(/\.$/, '');
  if (COMMON_NAMES.has(host) || PUBLIC_HOSTS.has(host)) return true;
  if (/(?:^|\.)localhost$/.test(host)) return true;
  if (AMAZON_SERVICE.test(host)) return !AMAZON_TENANTS.test(host);
  const labels = host.split('.');
  return labels.some((_, at) => PUBLIC_DOMAINS.has(labels.slice(at).join('.')));
}
