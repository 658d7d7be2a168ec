/** Parts of names whose value is a secret. A name is split at signs and at capitals: `DB_PASSWORD`, `dbPassword`. */
const SECRET_WORDS = new Set(
  (
    'password passwords passwd passwort passphrase passcode pwd pwds pass pw secret secrets token tokens apikey apikeys appkey authkey ' +
    'accesskey secretkey privatekey sharedkey accountkey masterkey signingkey encryptionkey licensekey sessionkey sshkey ' +
    'credential credentials cred creds cookie cookies signature sig hmac otp totp mfa jwt bearer authorization auth sas ' +
    'connectionstring connstr sessionid sessid session sid phpsessid jsessionid csrftoken xsrftoken csrf xsrf nonce pin cvv cvc ' +
    'htpasswd pgpassword mysqlpwd rediscliauth requirepass masterauth userpassword clientsecret dsn seed mnemonic salt ' +
    'storepass keypass keystorepass truststorepass accesstoken refreshtoken idtoken authtoken bindpw rootpw userpw adminpw ssn psk'
  ).split(' '),
);
/** Pairs of parts whose value is a secret: `api_key`, `private-key`. */
const SECRET_KEYS = new Set(
  (
    'api app application unseal recovery backup access secret private shared account master signing encryption encrypt license session ssh auth service root ' +
    'function host hmac aes rsa storage primary secondary instrumentation write ingest ingestion integration routing admin ' +
    'deploy subscription consumer client user project server webhook site recaptcha stripe twilio sendgrid datadog dd nr ' +
    'newrelic pagerduty opsgenie openai anthropic azure aws gcp google github gitlab slack mailgun algolia maps'
  ).split(' '),
);
/** Last parts that tell of a secret without holding it: `token_count`, `password_file`, `secretName`. */
const HARMLESS_LAST = new Set(
  (
    'count counts file files path paths url uri type types name names length size expiry expires expiration expired ttl timeout ' +
    'at policy enabled disabled required endpoint age limit limits min max ref refs field provider providers method methods ' +
    'manager store authentication reset strength validator validation version status error errors attempts attempt kind ' +
    'algorithm algo alg format mount namespace hint column class scope scopes mode source index duration lifetime service services ' +
    'request requests response result failure failed invalid mismatch exception bucket rotation usage used per budget handler ' +
    'filter interceptor factory controller config configuration spec plugin module callback encoder parser reader rules rule ' +
    'missing prompt changed change update updated created date time days hours minutes seconds ms state domain samesite secure ' +
    'issuer audience region location label labels title text description message code id_type params less free stdin helper driver middleware'
  ).split(' '),
);
/** First parts that make tokens a number or a place in a list. */
const HARMLESS_FIRST = new Set(
  'max min num n total prompt completion input output context used remaining unexpected next page continuation per no not without missing cancellation'.split(
    ' ',
  ),
);
/** Names of other languages, and short ones that mean a secret only as a whole. */
const WHOLE_NAMES = new Set(
  'пароль пароля секрет токен ключ contraseña contrasena clave motdepasse senha passwort kennwort wachtwoord hasło haslo lösenord parola şifre 密码 口令 密钥 パスワード 비밀번호 암호 密碼'.split(
    ' ',
  ),
);

/** Codes that let somebody in. */
const CODES = new Set([
  'auth',
  'authorization',
  'verification',
  'security',
  'confirmation',
  'login',
  'recovery',
  'backup',
]);

/** How sure a name makes that what follows is a secret; after a mere `key` it has to look like one. */
export type Secrecy = 'password' | 'token' | 'key' | 'no';

/** Whether a name such as `spring.datasource.password` or `X-Api-Key` names a secret; unknown endings count as harmful. */
export function secrecyOf(name: string): Secrecy {
  if (WHOLE_NAMES.has(name.toLowerCase().replaceAll(' ', ''))) return 'password';
  // Of `spring.datasource.password` the end counts; `token.actions.example.com` is about something else.
  const parts = partsOf(name.split('.').slice(-2).join('.'));
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (last === 'code' && CODES.has(parts.at(-2) ?? '')) return 'token';
  if (HARMLESS_LAST.has(last) || HARMLESS_FIRST.has(first)) return 'no';
  for (const [index, part] of parts.entries()) {
    if (
      /^(?:pass|pw|.*pass(?:word|wd|wort|phrase|code)s?|.*pwd|.*(?:pw|passwd)|pin|otp)$/.test(part) &&
      SECRET_WORDS.has(part)
    )
      return 'password';
    if (/pass(?:word|wd|phrase)s?$/.test(part)) return 'password';
    if (SECRET_WORDS.has(part)) return 'token';
    const before = parts[index - 1];
    if (/^keys?$/.test(part) && before !== undefined && SECRET_KEYS.has(before)) return 'token';
    if (part === 'id' && before === 'session') return 'token';
    if (part === 'string' && before === 'connection') return 'token';
  }
  return /^keys?$/.test(last) ? 'key' : 'no';
}

function partsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+|\d+/u)
    .filter((part) => part !== '');
}
