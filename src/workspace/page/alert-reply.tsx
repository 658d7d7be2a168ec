import type { SentAlerts } from '../wire.ts';

/** What the webhook answered, word for word. */
export function AlertReply({ sent, isBusy }: { sent: SentAlerts; isBusy: boolean }) {
  return (
    <ul aria-busy={isBusy}>
      {sent.answers.map(({ status, body, times }) => (
        <li key={`${status} ${body}`} className="alert-reply">
          <span>
            <code>{sent.request}</code>
            {times > 1 && ` × ${times}`}
          </span>
          <b className={status < 300 ? 'alert-reply__taken' : 'alert-reply__refused'}>
            {status} {STATUS_WORDS[status] ?? ''}
          </b>
          <code>{body}</code>
        </li>
      ))}
    </ul>
  );
}

const STATUS_WORDS: Readonly<Record<number, string>> = {
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
