/** Commands that cannot be taken back, each with what it does. Extra warnings cost little; a missing one may cost a database. */
const DESTRUCTIVE: readonly (readonly [sign: RegExp, what: string])[] = [
  [
    /\brm\s+(?:-\S*\s+)*-\S*[rRf]|\brm\s+--(?:recursive|force)|\brmdir\s+\/s|\bRemove-Item\b|\brd\s+\/s/i,
    'deletes files',
  ],
  [/\bfind\b.*\s-(?:delete|exec\s+rm)\b|\bshred\b|\btruncate\s+-s|\bunlink\s+\//i, 'deletes files'],
  [
    /\bdrop\s+(?:table|database|schema|index|view|user|role|keyspace|collection|column)\b|\.drop(?:Database)?\(/i,
    'drops data',
  ],
  [/\btruncate\s+(?:table\s+)?["'`\w.]+|\bdelete\s+from\b|\.(?:deleteMany|remove)\(/i, 'deletes rows'],
  [/\bflush(?:all|db)\b|\bredis-cli\b.*\bdel\b|\bmemcached?\b.*\bflush_all\b/i, 'empties a store'],
  [/\b(?:kubectl|oc)\s+(?:\S+\s+)*?(?:delete|drain|replace\s+--force)\b/i, 'removes objects of the cluster'],
  [/\bhelm\s+(?:\S+\s+)*?(?:uninstall|delete)\b|\bargocd\s+app\s+delete\b/i, 'removes a release'],
  [
    /\bgit\s+push\b.*(?:--force|-f\b|--delete|--mirror|\s\+\w)|\bgit\s+(?:reset\s+--hard|clean\s+-\S*[fdx]|branch\s+-D|filter-branch)/i,
    'rewrites or discards work in git',
  ],
  [
    /\b(?:terraform|tofu|pulumi|cdk|terragrunt)\s+(?:\S+\s+)*?destroy\b|\bapply\s+-destroy\b/i,
    'destroys infrastructure',
  ],
  [
    /\bdd\b.*\bof=|\bmkfs(?:\.\w+)?\b|\bwipefs\b|\bfdisk\b|\bparted\b|\bsgdisk\b|>\s*\/dev\/(?:sd|nvme|vd|xvd)/i,
    'overwrites a disk',
  ],
  [/\b(?:lvremove|vgremove|pvremove|zpool\s+destroy|zfs\s+destroy|mdadm\s+--zero)\b/i, 'removes volumes'],
  [
    /\bdocker\s+(?:\S+\s+)*?(?:prune|rm|rmi|kill)\b|\bdocker(?:-|\s+)compose\s+down\b.*(?:-v|--volumes)/i,
    'removes containers, images or volumes',
  ],
  [
    /\baws\s+(?:\S+\s+)*?(?:delete|terminate|deregister|rm|rb|purge)(?:-|\b)|\b(?:gcloud|az|doctl|ibmcloud)\s+(?:\S+\s+)*?(?:delete|destroy|purge)\b|\bgsutil\s+(?:\S+\s+)*?rm\b/i,
    'deletes resources of the cloud',
  ],
  [
    /\bcurl\b.*-X\s*(?:DELETE|PURGE)\b|\bcurl\b.*--request\s+DELETE\b|^\s*DELETE\s+\/\w/i,
    'deletes by a request',
  ],
  [
    /\b(?:shutdown|poweroff|halt|reboot)\b\s*(?:-|now|$)|\binit\s+[06]\b|\bsystemctl\s+(?:poweroff|reboot|halt)\b/i,
    'stops the machine',
  ],
  [
    /\bkill(?:all)?\s+-(?:9|KILL|SIGKILL)\b|\bpkill\b/i,
    'kills processes, and what they had not saved is lost',
  ],
  [
    /\bchmod\s+(?:-R\s+)?[0-7]?777\b|\bch(?:mod|own)\s+-R\b.*\s\/(?:\s|$)|\biptables\s+(?:-F|--flush)\b|\bufw\s+disable\b|\bsetenforce\s+0\b/i,
    'opens the machine to others',
  ],
  [
    /\bkafka-(?:topics|consumer-groups)\b.*--delete\b|\brabbitmqctl\s+(?:\S+\s+)*?(?:reset|force_reset|purge_queue|delete_\w+)\b|\bnodetool\s+(?:decommission|removenode|assassinate)\b|\betcdctl\s+(?:\S+\s+)*?(?:del|member\s+remove)\b/i,
    'removes data or members of a cluster',
  ],
  [
    /(?:curl|wget)\b[^|;&]*\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|\bbase64\s+(?:-d|--decode|-D)\b.*\|\s*(?:sudo\s+)?(?:ba|z)?sh\b/i,
    'runs a script from elsewhere',
  ],
  [
    /:\s*\(\s*\)\s*\{.*\}\s*;?\s*:|\bcrontab\s+-r\b|\bvault\s+(?:delete|secrets\s+disable)\b|\buserdel\b/i,
    'removes or stops more than it seems',
  ],
];

/** What a command in a text would destroy; undefined where none is known. */
export function destroys(text: string): string | undefined {
  // Options may be spread over lines, and backslashes or quotes put inside words.
  const line = text
    .replace(/\\\n/g, ' ')
    .replace(/[\\'"`]/g, '')
    .replace(/[ \t]+/g, ' ');
  for (const part of [line, text]) {
    const found = DESTRUCTIVE.find(([sign]) => sign.test(part));
    if (found !== undefined) return found[1];
  }
  return undefined;
}
