/** A name of a host, with or without dots. */
const HOST = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,252}[\p{L}\p{N}_])?`;
/** A quote, escaped or not; a backtick marks code in a text and quotes nothing here. */
const QUOTE = String.raw`\\{0,7}["'“]`;

/** After `scheme://`, up to the path. */
export const AUTHORITY =
  /(?<=(?<scheme>[A-Za-z][A-Za-z0-9+.-]{0,30}):\/\/)(?!\/)(?<rest>[^\s"'`\\/?#{}|]{1,1000})/dg;
/** Schemes that name no host, or something else in its place. */
export const HOSTLESS =
  /^(?:file|fileb|about|data|jar|classpath|unix|gs|s3[an]?|arn|docker|docker-pullable|containerd|cri-o|rule|urn|node|webpack|vscode|chrome-extension|moz-extension|app|oci)$/i;

/** After names of settings and fields: `host=…`, `"hostname": "…"`, `bootstrap.servers=a:9092,b:9092`. */
export const NAMED = new RegExp(
  String.raw`(?<![\p{L}\p{N}]|kubernetes\.io\/)(?:[\p{L}\p{N}_.-]{0,40}[_.-])?(?:host|hosts|hostname|host_name|server_name|servername|server|node|nodename|node_name|instance|upstream|broker|brokers|bootstrap[._]servers?|endpoint|addr|address|computer|computername|machine|machinename|domain|fqdn|dbhost|pghost|data source|sni|vhost|authority)(?<separator>(?:\\{0,7}["']|\])?[^\S\n]{0,4}(?:=>|==?|:)[^\S\n]{0,4}(?:${QUOTE})?)(?<hosts>${HOST}(?::\d{1,5})?(?:,[^\S\n]?${HOST}:\d{1,5}){0,10})`,
  'dgui',
);

/** After words of messages, where anything may follow: a host shows itself by quotes, a dot, a digit or a hyphen. */
export const AFTER_WORDS = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:ENOTFOUND|EAI_AGAIN|getaddrinfo(?: failed)?(?: for)?|gethostbyname|could not resolve(?: host)?:?|cannot resolve|failed to resolve|unable to resolve(?: host)?|resolve host(?:name)?|host ?name|unknown ?host(?:exception)?:?|no such host is known\.? ?\(?|lookup|nslookup|dig|ping|traceroute|connect to host|connection to(?: server at)?|server at|failed to connect to|could not connect to(?: server)?:?|connecting to|connect to|connected to|disconnected from|resolving|host|on node|telnet|ssh|nc(?: -\w{1,5})?)[^\S\n]{1,2}\(?(?<quote>${QUOTE})?(?<host>${HOST})`,
  'dgui',
);

/** Where nothing but a host can stand. */
export const PLACES: readonly RegExp[] = [
  // after the words of resolvers
  new RegExp(
    String.raw`(?:ENOTFOUND|EAI_AGAIN|UnknownHostException:|[Cc]ould not resolve host(?:name)?:?|[Uu]nknown host:?) (?<host>${HOST})(?![\p{L}(])`,
    'dgu',
  ),
  new RegExp(String.raw`(?<=\blookup )(?<host>${HOST})(?=(?: on \S{1,60})?: )`, 'dgu'),
  // MySQL's 'user'@'host', a shell's prompt, ssh's target
  /(?<=[\p{L}\p{N}_>]'@')(?<host>[^'\n%]{1,100})(?=')/dgu,
  new RegExp(
    String.raw`(?<=[\p{L}\p{N}_>]@)(?<host>${HOST})(?=(?: [^\n]{0,60})?[:~\]][^\n]{0,80}[#$%>])`,
    'dgu',
  ),
  new RegExp(String.raw`(?<=(?:ssh|scp|rsync|sftp)\s[^\n]{0,80}[\p{L}\p{N}_>]@)(?<host>${HOST})`, 'dgu'),
  // options of clients, Oracle's addresses, nodes of Erlang
  new RegExp(
    String.raw`(?<![\p{L}\p{N}-])(?:-h|--host|--hostname|-H|--server|--endpoint)[ =](?<host>${HOST})(?=[\s:/,]|$)`,
    'dgu',
  ),
  new RegExp(String.raw`@(?:\/\/)?(?<host>${HOST})(?=:1521\b|:2484\b)`, 'dgu'),
  new RegExp(String.raw`(?<=(?<![\p{L}\p{N}])(?:rabbit|ejabberd|couchdb|emqx)@)(?<host>${HOST})`, 'dgu'),
  // syslog: the field after the time
  new RegExp(
    String.raw`^(?:<\d{1,3}>\d{0,2} ?)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S{0,16}) (?<host>${HOST}) (?=[\w./()-]{1,60}(?:\[\d{1,10}\])?: )(?![A-Z]+:? )`,
    'dgum',
  ),
  // Windows' shares, names that hold an address
  /(?<![\\\w:])\\\\{1,3}(?<host>[A-Za-z][\w.-]{1,62})(?=\\{1,2}[\w$])/dgu,
  /(?<![\w-])(?<host>(?:ip|ec2)-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}(?:[\w.-]{0,60}\w)?)/dgu,
];
