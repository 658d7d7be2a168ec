import { usePage } from './page-context.ts';
import { send } from './server.ts';

interface Offer {
  readonly title: string;
  readonly text: string;
}

/** Sends an error to the bot's direct message, as if it had been typed. */
function useSay(): (text: string) => Promise<void> {
  const { state, dispatch } = usePage();
  const { channelId } = state.workspace.app;
  return async (text) => {
    const { error, body } = await send('/api/message', { channel: channelId, text });
    if (error !== undefined) dispatch({ type: 'notice', text: error });
    else if (typeof body.ts === 'string') dispatch({ type: 'asked', ts: body.ts });
  };
}

/** Errors to try the bot with, large: for a conversation that has not begun. */
export function SampleCards() {
  const say = useSay();
  const { samples } = usePage().state.workspace;
  return (
    <ul className="intro__samples" aria-label="Sample errors">
      {samples.map(({ title, text }) => (
        <li key={title}>
          <button type="button" className="sample-card" onClick={() => say(text)}>
            <b>{title}</b>
            <code aria-hidden="true">{text.split('\n')[0]}</code>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The same, small, above the composer; after them what the bot itself suggests. */
export function SampleRow() {
  const say = useSay();
  const { state } = usePage();
  const prompts: readonly Offer[] = state.prompts.map(({ title, message }) => ({ title, text: message }));
  return (
    <section className="samples" aria-label="Sample errors">
      <span className="samples__title">Try one</span>
      <ul>
        {[...state.workspace.samples, ...prompts].map(({ title, text }) => (
          <li key={title}>
            <button type="button" className="sample" title={text.slice(0, 300)} onClick={() => say(text)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
