import { isPlainWord, isStandIn } from './plain-values.ts';

/** Accounts that are the same on every machine: they tell which program it was, not which person. */
// biome-ignore format: a list of words reads best packed
const EVERYBODYS = new Set([
  'root', 'admin', 'administrator', 'system', 'nobody', 'daemon', 'guest', 'public', 'default', 'anonymous', 'all', 'all users', 'shared',
  'postgres', 'mysql', 'mariadb', 'redis', 'mongodb', 'mongod', 'elasticsearch', 'elastic', 'kibana', 'logstash', 'rabbitmq', 'kafka', 'zookeeper', 'cassandra', 'etcd', 'oracle', 'sa', 'sys', 'dbo', 'rdsadmin', 'cloudsqladmin',
  'nginx', 'apache', 'apache2', 'www', 'www-data', 'http', 'httpd', 'tomcat', 'haproxy', 'envoy', 'traefik', 'caddy', 'squid', 'varnish', 'node', 'nodejs', 'python', 'java', 'php', 'ruby', 'rails', 'app', 'application', 'web', 'api', 'service', 'server', 'client', 'worker', 'app_user', 'appuser', 'db', 'user', 'users', 'username', 'myuser', 'test', 'dev', 'prod', 'demo', 'example', 'me', 'you', 'src', 'local', 'linuxbrew',
  'git', 'jenkins', 'runner', 'runneradmin', 'circleci', 'travis', 'gitlab-runner', 'gitlab', 'github', 'actions', 'build', 'builder', 'ci', 'deploy', 'ansible', 'vagrant', 'docker', 'dockeruser', 'containerd', 'kube', 'kubelet', 'kubernetes-admin', 'kube-scheduler', 'kube-controller-manager', 'kube-proxy', 'ubuntu', 'debian', 'centos', 'fedora', 'rocky', 'alpine', 'ec2-user', 'core', 'opc', 'azureuser', 'pi', 'bitnami', 'coder', 'codespace', 'vscode', 'gitpod', 'jovyan', 'airflow', 'spark', 'hadoop', 'hdfs', 'hive', 'yarn', 'prometheus', 'grafana', 'alertmanager', 'loki', 'vault', 'consul', 'nomad', 'sshd', 'systemd', 'messagebus', 'postfix', 'mail', 'ftp', 'backup', 'helm', 'argocd', 'flux', 'terraform', 'unauthenticated', 'authenticated', 'aws', 'azure', 'gcp', 'cron', 'sync', 'operator', 'nt authority', 'localservice', 'networkservice',
]);

/** Words that follow "user" or "for user" and name nobody. */
const NO_NAMES = new Set(
  'input session sessions data profile profiles request requests service accounts account mode interface experience space agent agents login logout creation deletion management permissions permission role roles group groups table tables name names info information authentication authorization activity access settings preferences type types level story facing defined message messages error errors process processes code lookup namespace event events action actions registration signup query queries store details confirmation response count limit limits id ids only already who that which not does has have cannot could may must should will was were being been pool controller model list stack identity token credentials home directory domain config'.split(
    ' ',
  ),
);

/** Whether a user's name is one that not every machine has. */
export function namesSomebody(name: string): boolean {
  const lower = name.toLowerCase();
  if (name.length < 2 || (!/\p{L}/u.test(name) && name.length < 5)) return false;
  if (EVERYBODYS.has(lower) || NO_NAMES.has(lower) || isStandIn(name) || isPlainWord(name)) return false;
  return !/^(?:system:|arn$)/.test(lower) && !UUID.test(lower);
}

/** Identifiers of objects, such as those of Kubernetes, name no person. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
