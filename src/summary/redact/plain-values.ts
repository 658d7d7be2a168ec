/** Texts that stand where a secret would, but are none: masks, gaps of templates, names of variables. */
const STAND_IN =
  /^(?:[*•.…_?#-]+|[xX]{3,}|<[A-Za-z0-9 _.-]*>|\[[A-Za-z _*-]*\]|\([A-Za-z _*-]*\)|\{\{[^}]*\}\}|\$\{[^}]*\}?|\$\([^)]*\)?|\$[A-Z_][A-Z0-9_]*|[$:@]\w*(?:pass|pwd|token|secret|key|auth|cred)\w*|%[A-Za-z_]\w*%|%(?:\(\w*\))?[sdvq]|%\{[\w.]*\}|\{[A-Za-z_.]*\}|process\.env\.\w+|os\.(?:environ|getenv)[\w.[\]'"(]*|secrets?\.[A-Za-z_.]+|var\.\w+|(?:self|this|config|settings|options|args|req|request|user|ctx)\.[A-Za-z_.]+)$/;
/** Words of programs, configurations and messages. */
const WORDS = new Set(
  (
    'null nil none undefined true false yes no on off empty unset missing required optional invalid incorrect wrong expired ' +
    'revoked denied rejected disabled enabled unknown unavailable unauthorized forbidden found failed failure error changed ' +
    'redacted filtered hidden masked removed sensitive secret password passwd token string str text bytes object number int ' +
    'integer boolean bool any void char varchar unspecified default not-set n/a na set not provided given present absent ' +
    'authentication authorization credential credentials user username plain basic bearer digest ok valid too short long ' +
    'must should cannot can could does did is was were has have will would the a an and or of for from in to at by with while ' +
    'your you it this that be been are if when because please try check enter contact see use using used need needs only ' +
    'mismatch match matches expires expiry length refresh access id key keys value file prompt changeit-not-set reset policy ' +
    'was: is: got expected type unexpected identifier eof end module plugin rotation rotated rotating generated generating'
  ).split(' '),
);

/** Whether a value is a stand-in, such as `***`, `${TOKEN}`, `null` or `<ip-1>`. */
export function isStandIn(value: string): boolean {
  return value === '' || STAND_IN.test(value) || isPlainWord(value);
}

/** Whether a word is one that messages say of secrets: `token: expired`. */
export function isPlainWord(value: string): boolean {
  return WORDS.has(value.toLowerCase().replace(/[.,;:!?'")\]]+$/, ''));
}
