import { usePage } from './page-context.ts';
import { send } from './server.ts';

/** Errors to try the bot with: a click sends one. Prompts that the bot itself suggests come first. */
export function SampleRow() {
  const { state, dispatch } = usePage();
  const { samples, app } = state.workspace;
  const say = async (text: string) => {
    const { error, body } = await send('/api/message', { channel: app.channelId, text });
    if (error !== undefined) dispatch({ type: 'notice', text: error });
    else if (typeof body.ts === 'string') dispatch({ type: 'asked', ts: body.ts });
  };
  const offers = [
    ...state.prompts.map(({ title, message }) => ({ title, text: message })),
    ...samples.map(({ title, text }) => ({ title, text })),
  ];
  return (
    <section className="samples" aria-label="Sample errors">
      <span className="samples__title">Try one</span>
      <ul>
        {offers.map(({ title, text }) => (
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
